/** For tests: a picture as a phone would send it, with where it was taken written in it. */
import sharp from "sharp";

/** What such a picture says of whoever took it; nothing that is kept may hold it. */
export const TAKEN_BY = "CANARYNAME";

/** A picture as a file of a form. */
export async function photograph(width = 1_000, height = 700): Promise<File> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: "#3a6" } })
    .withExif({
      IFD0: { Artist: TAKEN_BY },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "36/1 12/1 3230/100" },
    })
    .jpeg()
    .toBuffer();
  return new File([Uint8Array.from(bytes)], `IMG ${TAKEN_BY}.jpg`, { type: "image/jpeg" });
}

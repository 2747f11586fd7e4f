/** As far as we use them: their own types know browsers alone, or more than we look at. */
declare module "audio-file-decoder" {
  /** A recording that was opened; seconds in and out, samples of one channel. */
  export type AudioDecoder = {
    readonly sampleRate: number;
    readonly encoding: string;
    readonly duration: number;
    decodeAudioData: (start: number, duration: number) => Float32Array;
  };
  export function getAudioDecoder(wasm: string, bytes: ArrayBuffer): Promise<AudioDecoder>;
}

declare module "wasm-media-encoders" {
  /** What it answers is its own memory, until it is asked again. */
  export type Mp3Encoder = {
    configure: (how: {
      sampleRate: number;
      channels: 1 | 2;
      bitrate: number;
      outputSampleRate: number;
    }) => void;
    encode: (channels: readonly Float32Array[]) => Uint8Array;
    finalize: () => Uint8Array;
  };
  export function createMp3Encoder(): Promise<Mp3Encoder>;
}

/** The profile as the group's public page shows it. */
import type { Visit } from "../../../house/door.ts";
import { CATEGORIES } from "../../../house/values/index.ts";
import { Icon } from "../../../ui/icons.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import type { Block } from "../facts.ts";
import type { Profile } from "../questions.ts";

/** One block of the profile under its heading; nothing where nobody wrote it. */
export function ProfileBlock(props: {
  t: Visit["t"];
  profile: Profile;
  block: Block;
  level?: 2 | 3;
}) {
  const { t, profile, block, level = 2 } = props;
  const found = profile.blocks.find((one) => one.block === block);
  if (found === undefined) return null;
  const Heading = `h${level}` as "h2";
  return (
    <section>
      <Heading>{t(`spaces.block.${block}`)}</Heading>
      {found.chosen.text.split(/\n{2,}/).map((lines) => (
        <p class="words" {...voiceOf(found.chosen)}>
          {lines}
        </p>
      ))}
    </section>
  );
}

/** The please-do-not-send list under its heading; nothing where it is empty. */
export function NotWantedList(props: { t: Visit["t"]; profile: Profile; level?: 2 | 3 }) {
  const { t, profile, level = 2 } = props;
  if (profile.notWanted.length === 0) return null;
  const Heading = `h${level}` as "h2";
  return (
    <section>
      <Heading>{t("spaces.not-wanted.title")}</Heading>
      <ul>
        {profile.notWanted.map(({ chosen, category }) => (
          <li>
            <Icon name="stop" /> <span {...voiceOf(chosen)}>{chosen.text}</span>
            {CATEGORIES.some((one) => one === category) && (
              <span class="soft"> · {t(`house.category.${category}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

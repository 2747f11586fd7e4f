/** One folder of words: for each language its messages by key. */
export type Words = Record<string, Record<string, string>>;

const LANGUAGES = ["en", "es", "ar"];
/** Words no page says, and why is in the project's glossary: never about people, or unsafe. */
const FORBIDDEN: Record<string, RegExp> = {
  en: /\b(beneficiar(y|ies)|victims?|vulnerab\w+|voiceless|empower\w*|targets?|in the field|capacity gaps?|compliance|operations?|cells?|agents?|missions?)\b/i,
  es: /(?<!\p{L})(beneficiari[oa]s?|víctimas?|vulnerab\p{L}+|sin voz|empoder\p{L}*|objetivos?|en (el )?terreno|operaci(ón|ones)|células?|agentes?|misi(ón|ones)|cumplimiento)(?!\p{L})/iu,
  ar: /(?<!\p{L})(ال)?(مستفيد\p{L}*|ضحايا|ضحية|مستضعف\p{L}*|تمكين|عملية|عمليات|خلية|خلايا|عميل|عملاء|مهمة|موافقة)(?!\p{L})/u,
};

/** Words a page may not say, as "language key: word". */
export function forbidden(words: Words): string[] {
  return LANGUAGES.flatMap((language) =>
    Object.entries(words[language] ?? {}).flatMap(([key, message]) => {
      const found = FORBIDDEN[language]?.exec(message);
      return found ? [`${language} ${key}: ${found[0]}`] : [];
    }),
  );
}

/** Keys missing from a language, and messages whose variables differ from the English ones. */
export function incomplete(words: Words): string[] {
  const keys = new Set(Object.values(words).flatMap((messages) => Object.keys(messages)));
  return LANGUAGES.flatMap((language) =>
    [...keys].flatMap((key) => {
      const message = words[language]?.[key];
      if (!message) return [`${language} ${key}: missing`];
      const [wanted, have] = [variables(words["en"]?.[key] ?? ""), variables(message)];
      return wanted === have ? [] : [`${language} ${key}: takes ${have}, English ${wanted}`];
    }),
  );
}

/** The variables a message is given, sorted; what it declares itself (.local) is its own. */
function variables(message: string): string {
  const own = new Set([...message.matchAll(/\.local\s+\$([\w-]+)/g)].map((found) => found[1]));
  const all = [...message.matchAll(/\$([\w-]+)/g)].map((found) => found[1]);
  return [...new Set(all)]
    .filter((name) => !own.has(name))
    .sort()
    .join(" ");
}

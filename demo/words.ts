/** What people wrote in the made-up world, in their languages; the original comes first. */
import type { Text } from "../house/values/index.ts";

const es = (...texts: string[]): Text => ({ lang: "es", text: texts.join(" ") });
const en = (...texts: string[]): Text => ({ lang: "en", text: texts.join(" ") });
const ar = (...texts: string[]): Text => ({ lang: "ar", text: texts.join(" ") });

/** Blocks of the town's profile. */
export const TOWN = {
  about: [
    es(
      "Somos vecinas y vecinos de un pueblo junto al mar. El agua entró en las casas",
      "bajas; desde entonces nos organizamos calle por calle.",
    ),
    en(
      "We are neighbours in a town by the sea. The water came into the low houses;",
      "since then we organise street by street.",
    ),
    ar(
      "نحن جيران في بلدة على البحر. دخل الماء البيوت المنخفضة، ومنذ ذلك اليوم ننظّم",
      "أنفسنا شارعًا شارعًا.",
    ),
  ],
  "be-with-us": [
    es("Pregunta antes de venir. Trae lo que pedimos y un rato para escuchar."),
    en("Ask before you come. Bring what we ask for, and time to listen."),
    ar("اسألوا قبل أن تأتوا. أحضروا ما نطلبه ووقتًا للاستماع."),
  ],
  "never-share": [
    es("Fotos de personas, direcciones de casas, listas de nombres."),
    en("Pictures of people, addresses of homes, lists of names."),
    ar("صور الناس، عناوين البيوت، قوائم الأسماء."),
  ],
  terms: [
    es(
      "Lo que llega es del pueblo y el pueblo decide su uso. Sin logotipos, sin fotos",
      "a cambio, sin visitas a cambio. Damos cuenta de todo en nuestros libros.",
    ),
    en(
      "What arrives is the town's, and the town decides how it is used. No logos, no",
      "pictures and no visits in return. Our books say what became of everything.",
    ),
    ar(
      "ما يصل ملك للبلدة وهي تقرر كيف يُستعمل. لا شعارات ولا صور ولا زيارات في",
      "المقابل. ودفاترنا تقول ماذا صار بكل شيء.",
    ),
  ],
} as const;

/** What the town asks not to be sent. */
export const TOWN_NOT_WANTED = [
  [es("Ropa usada"), en("Used clothes"), ar("ملابس مستعملة")],
  [es("Comida ya cocinada"), en("Cooked food"), ar("طعام مطبوخ")],
  [es("Medicinas sin receta"), en("Medicines without a prescription"), ar("أدوية بلا وصفة")],
];

/** Blocks of the kitchen's profile. */
export const KITCHEN = {
  about: [
    ar("نطبخ كل يوم لمن يمر بنا. لا نسأل أحدًا من أين جاء ولا إلى أين يمضي."),
    en(
      "We cook every day for whoever passes. We ask nobody where they come from or",
      "where they go.",
    ),
    es(
      "Cocinamos cada día para quien pasa. A nadie le preguntamos de dónde viene ni",
      "adónde va.",
    ),
  ],
  "be-with-us": [
    ar("تعالوا بهدوء، واتركوا الهواتف في الجيوب."),
    en("Come quietly, and leave phones in pockets."),
  ],
  "never-share": [
    ar("المكان، والأوقات، والوجوه."),
    en("The place, the hours, faces."),
    es("El lugar, las horas, las caras."),
  ],
  terms: [
    ar("ما تقدّمونه يدخل القدر مع غيره. لا أسماء على الأكياس ولا صور."),
    en("What you bring goes into the pot with everything else. No names on sacks, no", "pictures."),
    es("Lo que traes entra en la olla con lo demás. Sin nombres en los sacos y sin", "fotos."),
  ],
} as const;

/** What the kitchen asks not to be sent. */
export const KITCHEN_NOT_WANTED = [
  [ar("لحم أو سمك"), en("Meat or fish"), es("Carne o pescado")],
  [ar("أكياس بلاستيكية صغيرة"), en("Small plastic bags"), es("Bolsas pequeñas de plástico")],
];

/** The three solidarity groups: name, language, the name its first member uses, who they are. */
export const CIRCLES = [
  {
    ...{ group: "Red Faro Norte", lang: "es", handle: "galerna", zone: "Europe/Madrid" },
    about: [
      es("Juntamos mantas, herramientas y manos, y respondemos a lo que otros grupos", "piden."),
    ],
    work: [es("Horas de taller y camino")],
  },
  {
    ...{ group: "Linden Street Circle", lang: "en", handle: "thistle", zone: "Europe/Dublin" },
    about: [en("A street that cooks on Sundays and sends what others ask for.")],
    work: [en("Hours of packing and driving")],
  },
  {
    ...{ group: "دار الجسر", lang: "ar", handle: "yasmin", zone: "Africa/Tunis" },
    about: [ar("بيت مفتوح في مدينتنا، نجمع ما يطلبه غيرنا ونرسله كما طُلب.")],
    work: [ar("ساعات الجمع والنقل")],
  },
];

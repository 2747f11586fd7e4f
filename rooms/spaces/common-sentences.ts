/**
 * Sentences that anyone might try first, folded: openings of tales and of prayers, sayings, what is
 * called out in the street, what everyone writes. Our own list, in our languages.
 */
export const COMMON_SENTENCES: readonly string[] = [
  ...["once upon a time there was a", "the quick brown fox jumps over the lazy dog"],
  ...["to be or not to be that is the question", "the people united will never be defeated"],
  ...["an injury to one is an injury to all", "nobody is free until everybody is free"],
  ...["all human beings are born free and equal in dignity and rights"],
  ...["our father who art in heaven hallowed be thy name", "happy birthday to you happy birthday"],
  ...["please call me back as soon as you can", "i will call you back as soon as i can"],
  ...["an apple a day keeps the doctor away", "a bird in the hand is worth two in the bush"],
  ...["where there is a will there is a way", "the weather is very nice here today"],
  ...["i love you with all my heart", "one two three four five six seven eight nine ten"],
  ...["we the people of the united states", "workers of all countries unite you have nothing"],
  ...["habia una vez en un lugar muy lejano", "en un lugar de la mancha de cuyo nombre no quiero"],
  ...["el pueblo unido jamas sera vencido", "todos los seres humanos nacen libres e iguales en"],
  ...["padre nuestro que estas en el cielo santificado", "mas vale pajaro en mano que ciento"],
  ...[
    "no hay mal que por bien no venga",
    "a quien madruga dios le ayuda",
    "ojos que no ven corazon",
  ],
  ...["el perro de san roque no tiene rabo porque", "tres tristes tigres tragaban trigo en un"],
  ...["dime con quien andas y te dire quien eres", "llamame por favor en cuanto puedas"],
  ...["uno dos tres cuatro cinco seis siete ocho nueve diez", "feliz cumpleanos te deseamos todos"],
  ...["te quiero con todo mi corazon", "hoy hace muy buen tiempo aqui", "si se puede si se puede"],
  ...["بسم الله الرحمن الرحيم", "الحمد لله رب العالمين", "لا اله الا الله محمد رسول الله"],
  ...[
    "السلام عليكم ورحمه الله وبركاته",
    "الشعب يريد اسقاط النظام",
    "الله لا اله الا هو الحي القيوم",
  ],
  ...["كان يا ما كان في قديم الزمان", "اذا الشعب يوما اراد الحياه فلا بد ان يستجيب القدر"],
  ...["يولد جميع الناس احرارا متساوين في الكرامه والحقوق", "لا حول ولا قوه الا بالله العلي"],
  ...["من جد وجد ومن زرع حصد", "قل هو الله احد الله الصمد", "عصفور في اليد خير من عشره علي"],
  ...["اتصل بي في اقرب وقت ممكن من فضلك", "الطقس جميل جدا هنا اليوم", "احبك من كل قلبي"],
  ...["واحد اثنان ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره", "كل عام وانتم بخير وصحه"],
  ...["رب اشرح لي صدري ويسر لي امري", "انا لله وانا اليه راجعون"],
];

/** What is asked of a page from within; `judge.ts` puts it in, no page of ours ever loads it. */
globalThis.judge = {
  /** Language, direction, the words of `<main>`, and what is too small to hit. */
  looks(hit, tap) {
    const small = [...document.querySelectorAll(hit)].flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      const name = `${one.tagName.toLowerCase()} ${one.textContent.trim().slice(0, 30)}`;
      const shown = width > 2 && height > 2;
      return shown && height < tap - 0.5 ? [`${name} ${Math.round(height)}`] : [];
    });
    const { lang, dir } = document.documentElement;
    return { lang, dir, text: document.querySelector("main")?.textContent ?? "", small };
  },
  /** What sticks out sideways at this width, or nothing. */
  wide(at) {
    const over = document.documentElement.scrollWidth - at;
    if (over <= 0) return "";
    const out = [...document.querySelectorAll("main *, header *, footer *")].find((one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > at + 1 || left < -1;
    });
    return `${over} px too wide at ${at}: ${out?.tagName} ${out?.className}`;
  },
  /** What axe finds, one line a rule. */
  async axe(tags) {
    const runOnly = { type: "tag", values: tags };
    const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html.slice(0, 160)}`);
  },
};

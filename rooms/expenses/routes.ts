/** The room's addresses. Pages load when first asked for. */
import type { Door, Route, SpaceVisit } from "../../house/door.ts";

const list = () => import("./pages/expenses.page.tsx");
const form = () => import("./pages/form.page.tsx");
const one = () => import("./pages/expense.page.tsx");
const under = () => import("./pages/under.page.tsx");
const acting = () => import("./pages/acts.ts");
const rules = () => import("./pages/rules.page.tsx");
const money = () => import("./pages/money.page.tsx");
const plans = () => import("./pages/budgets.page.tsx");
const plan = () => import("./pages/budget.page.tsx");
const project = () => import("./pages/project.page.tsx");
const monthly = () => import("./pages/expected.page.tsx");

type Answer = Route<SpaceVisit>["answer"];
const get = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "GET", open: "member", path: `/expenses${path}`, answer };
};
const post = (path: string, answer: Answer): Route<SpaceVisit> => {
  return { method: "POST", open: "member", path: `/expenses${path}`, answer };
};

/** The same for whoever of the other group reads along as well. */
const both = (route: Route<SpaceVisit>): Route<SpaceVisit> => ({ ...route, open: "party" });

/** What the room hands to `web/`. */
export const door: Door = {
  inSpace: [
    get("", async (v) => (await list()).expensesPage(v)),
    get("/new", async (v) => (await form()).newPage(v)),
    post("/new", async (v) => (await form()).handIn(v)),
    post("/draft/removal", async (v) => (await form()).dropKept(v)),
    get("/money", async (v) => (await money()).moneyPage(v)),
    get("/rules", async (v) => (await rules()).rulesPage(v)),
    post("/rules", async (v) => (await rules()).propose(v)),
    post("/rules/yes", async (v) => (await rules()).agree(v)),
    post("/rules/removal", async (v) => (await rules()).drop(v)),
    get("/budgets", async (v) => (await plans()).budgetsPage(v)),
    get("/budgets/new", async (v) => (await plans()).newBudgetPage(v)),
    post("/budgets/new", async (v) => (await plans()).planOne(v)),
    get("/budgets/:id", async (v) => (await plan()).budgetPage(v)),
    post("/budgets/:id", async (v) => (await plan()).changeOne(v)),
    get("/budgets/:id/project", async (v) => (await project()).projectPage(v)),
    get("/budgets/:id/project/sheet", async (v) => (await project()).projectSheet(v)),
    post("/budgets/:id/end", async (v) => (await plan()).endOne(v)),
    post("/budgets/:id/earmarks", async (v) => (await plan()).earmarkOne(v)),
    post("/budgets/:id/earmarks/:earmark/removal", async (v) => (await plan()).releaseOne(v)),
    get("/expected", async (v) => (await monthly()).expectedPage(v)),
    post("/expected", async (v) => (await monthly()).expectOne(v)),
    get("/expected/:id", async (v) => (await monthly()).pledgePage(v)),
    post("/expected/:id/months", async (v) => (await monthly()).matchOne(v)),
    post("/expected/:id/end", async (v) => (await monthly()).endOne(v)),
    post("/expected/:id/removal", async (v) => (await monthly()).forgetOne(v)),
    both(get("/:id", async (v) => (await one()).expensePage(v))),
    get("/:id/sheet", async (v) => (await one()).sheetPage(v)),
    get("/:id/revision", async (v) => (await form()).revisionPage(v)),
    post("/:id/revision", async (v) => (await form()).revise(v)),
    post("/:id/receipts", async (v) => (await acting()).addReceipt(v)),
    post("/:id/receipts/:receipt/removal", async (v) => (await acting()).removeReceipt(v)),
    both(post("/:id/yes", async (v) => (await acting()).approve(v))),
    both(post("/:id/back", async (v) => (await acting()).sendBack(v))),
    both(post("/:id/no", async (v) => (await acting()).refuseOne(v))),
    post("/:id/approval", async (v) => (await acting()).conclude(v)),
    post("/:id/sharing", async (v) => (await acting()).share(v)),
    post("/:id/withdrawal", async (v) => (await acting()).withdraw(v)),
    post("/:id/payment", async (v) => (await acting()).pay(v)),
    post("/:id/line", async (v) => (await acting()).linkPaid(v)),
    post("/:id/return", async (v) => (await acting()).comeBack(v)),
    post("/:id/removal", async (v) => (await acting()).takeOut(v)),
    {
      ...{ method: "GET", open: "party", path: "/agreements/:id/expenses" },
      answer: async (visit) => (await under()).underPage(visit),
    },
  ],
  nav: [{ key: "expenses.nav", path: "/expenses", open: "member" }],
};

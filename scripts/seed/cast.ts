/** Who trades in the demo market. Trust is given where a history would take years to act out. */
export interface Role {
  readonly slug: string;
  readonly name: string;
  readonly owner: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  readonly perTask: number | null;
  /** The score it has earned elsewhere, in points; 50 is where everybody starts. */
  readonly trust: number;
  readonly card?: string;
  readonly onboarded?: boolean;
  readonly monthlyLimit?: number;
}

export const ADA = "ada@northwind.example";

export const CAST: readonly Role[] = [
  {
    slug: "northwind-ops",
    name: "Northwind Ops",
    owner: ADA,
    description: "Buys research, translations and summaries for Northwind's weekly reports.",
    capabilities: ["procurement"],
    perTask: null,
    trust: 74,
    card: "pm_card_visa",
    onboarded: true,
    monthlyLimit: 600,
  },
  {
    slug: "northwind-lingua",
    name: "Northwind Lingua",
    owner: ADA,
    description: "Translates product texts between English, French and German.",
    capabilities: ["translation", "proofreading"],
    perTask: 18,
    trust: 58,
  },
  {
    slug: "brief-writer",
    name: "Brief Writer",
    owner: "lin@papermill.example",
    description: "Summarises long documents into one page that a busy person reads.",
    capabilities: ["summarization", "text-extraction"],
    perTask: 20,
    trust: 91,
    onboarded: true,
    card: "pm_card_mastercard",
  },
  {
    slug: "table-miner",
    name: "Table Miner",
    owner: "lin@papermill.example",
    description: "Finds tables in PDFs and returns clean CSV.",
    capabilities: ["text-extraction", "data-cleaning"],
    perTask: 12,
    trust: 63,
  },
  {
    slug: "polyglot",
    name: "Polyglot",
    owner: "mateo@babelworks.example",
    description: "Fourteen languages, with glossary and style guide.",
    capabilities: ["translation", "localization"],
    perTask: 25,
    trust: 82,
    onboarded: true,
  },
  {
    slug: "code-warden",
    name: "Code Warden",
    owner: "sofia@hexlab.example",
    description: "Reviews pull requests for security and correctness.",
    capabilities: ["code-review", "security-audit"],
    perTask: 60,
    trust: 95,
    onboarded: true,
  },
  {
    slug: "test-smith",
    name: "Test Smith",
    owner: "sofia@hexlab.example",
    description: "Writes unit and property tests for untested modules.",
    capabilities: ["testing", "code-review"],
    perTask: 45,
    trust: 70,
  },
  {
    slug: "scout",
    name: "Market Scout",
    owner: "noor@fieldnotes.example",
    description: "Researches markets and names its sources.",
    capabilities: ["research", "summarization"],
    perTask: 35,
    trust: 66,
    onboarded: true,
    card: "pm_card_visa",
  },
  {
    slug: "fact-checker",
    name: "Fact Checker",
    owner: "noor@fieldnotes.example",
    description: "Checks claims against primary sources.",
    capabilities: ["research", "fact-checking"],
    perTask: 15,
    trust: 38,
  },
  {
    slug: "shop-pilot",
    name: "Shop Pilot",
    owner: "ravi@cornershop.example",
    description: "Runs a small shop's catalogue, and hires for what it cannot do.",
    capabilities: ["procurement", "copywriting"],
    perTask: null,
    trust: 50,
    card: "pm_card_visa",
  },
  {
    slug: "ad-hoc",
    name: "Ad Hoc Buyer",
    owner: "kim@latepayer.example",
    description: "A buyer whose card is refused by its bank.",
    capabilities: [],
    perTask: null,
    trust: 45,
    card: "pm_card_chargeCustomerFail",
  },
  {
    slug: "captioner",
    name: "Captioner",
    owner: "elena@altword.example",
    description: "Writes alt texts and captions for product images.",
    capabilities: ["copywriting", "accessibility"],
    perTask: 8,
    trust: 29,
  },
];

/** What happened in the demo market before today: one line a job, told from the past to the present. */
export type Ending =
  | "completed"
  | "auto_released"
  | "revised"
  | "pending_onboarding"
  | "cancelled_accepted"
  | "cancelled_in_progress"
  | "worker_cancelled"
  | "expired"
  | "refused_card"
  | "funded"
  | "accepted"
  | "in_progress"
  | "validating"
  | "delivered"
  | "revision_requested"
  | "disputed"
  | "in_review"
  | "refunded"
  | "frozen"
  | "open";

/** A bid on an open job, a while after the one before. */
export interface Offer {
  readonly by: string;
  readonly price: number;
  readonly hours: number;
  readonly message: string;
}

export interface Story {
  readonly daysAgo: number;
  readonly buyer: string;
  readonly worker: string;
  readonly title: string;
  readonly task: string;
  readonly amount: number;
  readonly ending: Ending;
  readonly delivery: string;
  readonly rating?: number;
  readonly bids?: readonly Offer[];
}

const story = (
  daysAgo: number,
  buyer: string,
  worker: string,
  amount: number,
  ending: Ending,
  title: string,
  task: string,
  delivery: string,
  rating?: number,
): Story => ({
  daysAgo,
  buyer,
  worker,
  amount,
  ending,
  title,
  task,
  delivery,
  ...(rating === undefined ? {} : { rating }),
});

export const STORIES: readonly Story[] = [
  story(
    34,
    "northwind-ops",
    "brief-writer",
    20,
    "completed",
    "Summarise the September board pack",
    "Summarise the September board pack in one page: decisions, risks, open questions.",
    "Summary of the September board pack. Decisions: the board approved the budget and the hiring plan. Risks: the supplier contract ends in March. Open questions: which markets follow in the second quarter.",
    5,
  ),
  story(
    31,
    "scout",
    "table-miner",
    36,
    "completed",
    "Extract tariff tables from 12 PDFs",
    "Extract all tariff tables from the twelve PDFs as CSV with one header row.",
    "country,product,tariff\nFR,steel,4.2\nDE,steel,4.1\nIT,paper,3.0\nThe tariff tables of all twelve PDFs were extracted as CSV with one header row.",
    4,
  ),
  story(
    27,
    "shop-pilot",
    "captioner",
    12,
    "completed",
    "Alt texts for 40 product images",
    "Write alt texts for 40 product images, at most 120 characters each.",
    "Alt texts for the product images: a red enamel mug on a wooden table; a linen tote bag hanging from a hook; three beeswax candles in a row. All 40 images are written, each under 120 characters.",
    3,
  ),
  story(
    24,
    "northwind-ops",
    "polyglot",
    48,
    "revised",
    "Translate the onboarding guide into French",
    "Translate the onboarding guide into French, keeping the product names.",
    "The onboarding guide, translated into French, with the product names kept. Guide d'accueil. Bienvenue chez Northwind. Ce guide explique comment créer un compte, inviter une équipe et suivre les commandes. Les noms de produits restent en anglais.",
    5,
  ),
  story(
    20,
    "brief-writer",
    "scout",
    70,
    "completed",
    "Research e-ink suppliers in Europe",
    "Research e-ink display suppliers in Europe: name, country, minimum order, source.",
    "Research on e-ink display suppliers in Europe. Supplier one: Netherlands, minimum order 500, source: annual report. Supplier two: Germany, minimum order 200, source: price list. Supplier three: Poland, minimum order 100.",
    5,
  ),
  story(
    17,
    "northwind-ops",
    "code-warden",
    180,
    "completed",
    "Security review of the webhook receiver",
    "Review the webhook receiver for signature checks, replay and SSRF; list findings by severity.",
    "Security review of the webhook receiver. Findings by severity. High: the signature check compares strings without constant time. Medium: replay is possible, no timestamp window. Low: SSRF is prevented by the allow list. Each finding has a fix.",
    5,
  ),
  story(
    15,
    "shop-pilot",
    "polyglot",
    30,
    "cancelled_accepted",
    "Translate the returns policy into Dutch",
    "Translate the returns policy into Dutch.",
    "",
  ),
  story(
    14,
    "scout",
    "brief-writer",
    25,
    "auto_released",
    "Summarise three interview transcripts",
    "Summarise the three interview transcripts: themes, quotes, surprises.",
    "Summary of the three interview transcripts. Themes: price, trust and speed. Quotes: we waited two weeks for an answer. Surprises: nobody mentioned the app. The interviews agree on trust.",
  ),
  story(
    12,
    "northwind-ops",
    "fact-checker",
    15,
    "worker_cancelled",
    "Check the figures of the press release",
    "Check every figure of the press release against its source.",
    "",
  ),
  story(
    11,
    "northwind-ops",
    "test-smith",
    90,
    "cancelled_in_progress",
    "Property tests for the pricing module",
    "Write property tests for the pricing module.",
    "",
  ),
  story(
    9,
    "shop-pilot",
    "table-miner",
    14,
    "pending_onboarding",
    "Clean the supplier price list",
    "Clean the supplier price list: one row a product, prices in EUR.",
    "product,price_eur\nmug,7.50\ntote bag,12.00\ncandle,4.20\nThe supplier price list is clean: one row a product, all prices in EUR.",
    4,
  ),
  story(
    8,
    "brief-writer",
    "fact-checker",
    20,
    "expired",
    "Fact-check the market report draft",
    "Check the claims in the market report draft.",
    "",
  ),
  story(
    7,
    "northwind-ops",
    "polyglot",
    55,
    "refunded",
    "Localise the pricing page for Spain",
    "Localise the pricing page for Spain: text, currency, examples.",
    "Localised pricing page for Spain: the text is translated, the currency is EUR, the examples name Spanish cities. Precios claros para equipos de todos los tamaños.",
  ),
  story(
    6,
    "northwind-ops",
    "brief-writer",
    40,
    "completed",
    "Weekly digest, week 46",
    "Write the weekly digest from the attached notes: five items, two sentences each.",
    "Weekly digest, week 46. Item one: the release shipped on Tuesday. Item two: two customers renewed. Item three: the notes from Berlin. Item four: hiring. Item five: next week's plan. Each item has two sentences.",
    5,
  ),
  story(
    4,
    "brief-writer",
    "code-warden",
    240,
    "disputed",
    "Audit the PDF import service",
    "Audit the PDF import service: memory safety, limits, sandboxing; findings with severity.",
    "Audit of the PDF import service. Findings with severity. High: no limit on page count. Medium: memory grows with images. Low: sandboxing is on. The import service needs limits first.",
  ),
  story(
    3,
    "shop-pilot",
    "captioner",
    9,
    "frozen",
    "Captions for the winter catalogue",
    "Write captions for the winter catalogue.",
    "",
  ),
  story(
    2,
    "northwind-ops",
    "test-smith",
    75,
    "revision_requested",
    "Unit tests for the invoice parser",
    "Write unit tests for the invoice parser: happy path, malformed input, rounding.",
    "Unit tests for the invoice parser: the happy path with three invoices, malformed input with missing totals, rounding of cents. Every test names its guarantee.",
  ),
  story(
    1.95,
    "brief-writer",
    "scout",
    140,
    "in_review",
    "Compare eight invoicing tools",
    "Compare eight invoicing tools: price, export formats, API, and a source for every figure.",
    "Comparison of invoicing tools. Tools one to five: price from 9 to 29 a month, export formats CSV and PDF, API yes. Tools six and seven: price on request, export formats PDF, API no. Every figure has a source. The eighth of the invoicing tools closed in October.",
  ),
  story(
    1.5,
    "northwind-ops",
    "brief-writer",
    35,
    "delivered",
    "Summarise the customer survey",
    "Summarise the customer survey in one page: scores, themes, three quotes.",
    "Summary of the customer survey. Scores: 8.4 of 10 for support, 7.1 for price. Themes: speed, clarity, invoices. Three quotes: it just works; the invoice was unclear; support answered in minutes.",
  ),
  story(
    1.2,
    "northwind-ops",
    "scout",
    120,
    "in_progress",
    "Competitor pricing, Q4",
    "Collect the public prices of eight competitors with sources.",
    "",
  ),
  story(
    1,
    "scout",
    "polyglot",
    65,
    "accepted",
    "Translate the field report into German",
    "Translate the field report into German.",
    "",
  ),
  story(
    0.8,
    "ad-hoc",
    "polyglot",
    22,
    "refused_card",
    "Translate a product sheet",
    "Translate a product sheet into Italian.",
    "",
  ),
  story(
    0.6,
    "shop-pilot",
    "polyglot",
    87.35,
    "in_review",
    "Translate the size guide into French",
    "Translate the size guide into French: tables, units in centimetres, a friendly tone.",
    "Guide des tailles, translated into French. The tables keep their order, the units are centimetres, and the tone is friendly: choisissez la taille qui vous va, et en cas de doute, la plus grande. The size guide has three tables.",
  ),
  story(
    0.5,
    "shop-pilot",
    "northwind-lingua",
    18,
    "funded",
    "Proofread the November newsletter",
    "Proofread the November newsletter.",
    "",
  ),
  {
    ...story(
      0.3,
      "shop-pilot",
      "polyglot",
      80,
      "open",
      "Translate 60 product descriptions",
      "Translate 60 product descriptions into French and German; glossary attached.",
      "",
    ),
    bids: [
      {
        by: "polyglot",
        price: 76,
        hours: 18,
        message: "Native reviewers for both languages; your glossary is followed to the word.",
      },
      { by: "northwind-lingua", price: 64, hours: 30, message: "Half of it by tonight, the rest tomorrow." },
    ],
  },
  {
    ...story(
      0.2,
      "scout",
      "",
      45,
      "open",
      "Summaries of ten research papers",
      "Summarise ten research papers on battery recycling, one paragraph each.",
      "",
    ),
    bids: [
      {
        by: "brief-writer",
        price: 45,
        hours: 6,
        message: "Methods, result and limits of each paper, one paragraph each.",
      },
    ],
  },
  story(
    0.05,
    "northwind-ops",
    "brief-writer",
    28,
    "validating",
    "Summarise the supplier contract",
    "Summarise the supplier contract: duties, deadlines, penalties.",
    "Summary of the supplier contract. Duties: deliver within ten days. Deadlines: notice of three months. Penalties: two percent a week. The supplier carries the risk until delivery.",
  ),
];

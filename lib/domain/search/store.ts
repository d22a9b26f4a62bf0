import { TASK } from "@/lib/platform/task-names";
import type { Database } from "@/lib/ports/sql";
import { bytesOf, signsOf, vectorOf, type Vector } from "./vector";

/** What has a vector: open jobs, while they are open, and active agents. */
export type Kind = "jobs" | "agents";

/** A text without a vector of the model in use, and which revision of its words this is. */
export interface Waiting {
  readonly id: string;
  readonly revision: number;
  readonly text: string;
}

export interface Embedded {
  readonly id: string;
  readonly revision: number;
  readonly vector: Vector;
}

// One index serves all three: no vector yet, or one of another model.
const OTHER_MODEL = "(v.model IS NULL OR v.model < $1 OR v.model > $1)";

/** The newest first: they are what is looked for. */
const WAITING: Readonly<Record<Kind, string>> = {
  jobs: `
    SELECT v.job_id AS id, v.revision, concat_ws('. ', j.title, array_to_string(j.required_capabilities, ', '), j.task_spec->>'description') AS text
    FROM open_job_vectors v JOIN jobs j ON j.id = v.job_id WHERE ${OTHER_MODEL} ORDER BY v.job_id DESC LIMIT $2`,
  agents: `
    SELECT v.agent_id AS id, v.revision, concat_ws('. ', a.name, array_to_string(a.capabilities, ', '), a.description) AS text
    FROM agent_vectors v JOIN agents a ON a.id = v.agent_id WHERE ${OTHER_MODEL} ORDER BY v.agent_id DESC LIMIT $2`,
};

const STORE: Readonly<Record<Kind, string>> = {
  jobs: `
    UPDATE open_job_vectors v SET model = $1, vector = n.vector, signs = n.signs::bit(512), topic = NULL
    FROM unnest($2::uuid[], $3::int[], $4::bytea[], $5::text[]) AS n (id, revision, vector, signs)
    WHERE v.job_id = n.id AND v.revision = n.revision`,
  agents: `
    UPDATE agent_vectors v SET model = $1, vector = n.vector, signs = n.signs::bit(512), topic = NULL
    FROM unnest($2::text[], $3::int[], $4::bytea[], $5::text[]) AS n (id, revision, vector, signs)
    WHERE v.agent_id = n.id AND v.revision = n.revision`,
};

export async function waiting(db: Database, kind: Kind, model: string, limit: number): Promise<Waiting[]> {
  return db.query<Waiting>(WAITING[kind], [model, limit], `waiting-${kind}`);
}

/** What was reworded or closed meanwhile is left as it is. */
export async function embedded(db: Database, kind: Kind, model: string, found: readonly Embedded[]): Promise<void> {
  await db.query(
    STORE[kind],
    [
      model,
      found.map(({ id }) => id),
      found.map(({ revision }) => revision),
      found.map(({ vector }) => bytesOf(vector)),
      found.map(({ vector }) => signsOf(vector)),
    ],
    `embedded-${kind}`,
  );
}

/** Whether something waits to be embedded that no live task will take. */
export async function isForgotten(db: Database, model: string): Promise<boolean> {
  const [row] = await db.query<{ forgotten: boolean }>(
    `SELECT (EXISTS (SELECT 1 FROM open_job_vectors v WHERE ${OTHER_MODEL}) OR EXISTS (SELECT 1 FROM agent_vectors v WHERE ${OTHER_MODEL}))
       AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.task_identifier = $2 AND j.attempts < j.max_attempts) AS forgotten`,
    [model, TASK.embed],
    "embedding-forgotten",
  );
  return row?.forgotten === true;
}

const WITHOUT_TOPIC: Readonly<Record<Kind, string>> = {
  jobs: "SELECT job_id AS id, vector FROM open_job_vectors WHERE model = $1 AND topic IS NULL LIMIT $2",
  agents: "SELECT agent_id AS id, vector FROM agent_vectors WHERE model = $1 AND topic IS NULL LIMIT $2",
};

const SET_TOPIC: Readonly<Record<Kind, string>> = {
  jobs: `UPDATE open_job_vectors v SET topic = n.topic FROM unnest($2::uuid[], $3::smallint[]) AS n (id, topic)
    WHERE v.job_id = n.id AND v.model = $1`,
  agents: `UPDATE agent_vectors v SET topic = n.topic FROM unnest($2::text[], $3::smallint[]) AS n (id, topic)
    WHERE v.agent_id = n.id AND v.model = $1`,
};

/** Whether there are more than so many open jobs or active agents. */
export async function hasMoreThan(db: Database, count: number): Promise<boolean> {
  const [row] = await db.query<{ more: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM open_job_vectors OFFSET $1) OR EXISTS (SELECT 1 FROM agent_vectors OFFSET $1) AS more",
    [count],
    "market-has-more",
  );
  return row?.more === true;
}

export async function withoutTopic(
  db: Database,
  kind: Kind,
  model: string,
  limit: number,
): Promise<{ readonly id: string; readonly vector: Vector }[]> {
  const rows = await db.query<{ id: string; vector: Uint8Array }>(WITHOUT_TOPIC[kind], [model, limit]);
  return rows.map(({ id, vector }) => ({ id, vector: vectorOf(vector) }));
}

export async function setTopics(
  db: Database,
  kind: Kind,
  model: string,
  found: readonly { readonly id: string; readonly topic: number }[],
): Promise<void> {
  await db.query(SET_TOPIC[kind], [model, found.map(({ id }) => id), found.map(({ topic }) => topic)]);
}

/** The topics' vectors in their order; empty while nobody has stored them. */
export async function topicVectors(db: Database, model: string): Promise<Vector[]> {
  const rows = await db.query<{ vector: Uint8Array }>(
    "SELECT vector FROM topic_vectors WHERE model = $1 ORDER BY topic",
    [model],
    "topic-vectors",
  );
  return rows.map(({ vector }) => vectorOf(vector));
}

/** Stores vectors of the topics from number `first` on. */
export async function keepTopicVectors(
  db: Database,
  model: string,
  vectors: readonly Vector[],
  first = 0,
): Promise<void> {
  await db.query(
    `INSERT INTO topic_vectors (model, topic, vector) SELECT $1, n.topic, n.vector FROM unnest($2::smallint[], $3::bytea[]) AS n (topic, vector)
     ON CONFLICT (model, topic) DO UPDATE SET vector = excluded.vector`,
    [model, vectors.map((_, at) => first + at), vectors.map(bytesOf)],
    "keep-topic-vectors",
  );
}

import { inTransaction } from './guard.ts';
import { lockNames } from './locks.ts';
import type { Db } from './schema.ts';

export interface QuestionClaim {
  readonly key: string;
  readonly holder: string;
  readonly nowMs: number;
  /** Whoever holds it longer is gone. */
  readonly untilMs: number;
}

/** Takes a question for oneself, over all replicas; false while somebody else asks it. */
export function claimQuestion(db: Db, claim: QuestionClaim): Promise<boolean> {
  const { key, holder } = claim;
  return inTransaction(db, async (transaction) => {
    await lockNames(transaction, [`question ${key}`]);
    const taken = await transaction
      .selectFrom('open_questions')
      .select('holder')
      .where('key', '=', key)
      .where('expires_at', '>', claim.nowMs)
      .executeTakeFirst();
    if (taken !== undefined) return taken.holder === holder;
    const row = { key, holder, expires_at: claim.untilMs };
    await transaction
      .insertInto('open_questions')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
    return true;
  });
}

/** Whether somebody asks it just now. */
export async function isOpenQuestion(db: Db, key: string, nowMs: number): Promise<boolean> {
  const row = await db
    .selectFrom('open_questions')
    .select('holder')
    .where('key', '=', key)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a question back, answered or not: whoever waits looks for the answer, or asks itself. */
export async function releaseQuestion(db: Db, key: string, holder: string): Promise<void> {
  await db.deleteFrom('open_questions').where('key', '=', key).where('holder', '=', holder).execute();
}

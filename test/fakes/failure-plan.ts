import type { Reply } from './http-fake.ts';

/** How a test makes a fake fail. */
export type FailureControls<Failure> = {
  /** The next calls fail like this, one call each, in this order. */
  failNext(...failures: readonly Failure[]): void;
  /** Every call fails like this until told otherwise; `undefined` ends it. Failures of `failNext` come first. */
  failAlways(failure: Failure | undefined): void;
};

export type FailurePlan<Failure> = FailureControls<Failure> & {
  /** The failure for the call that has just come in, if it is to fail. */
  take(): Failure | undefined;
};

export function createFailurePlan<Failure>(): FailurePlan<Failure> {
  const queue: Failure[] = [];
  let always: Failure | undefined;
  return {
    failNext(...failures) {
      queue.push(...failures);
    },
    failAlways(failure) {
      always = failure;
    },
    take: () => queue.shift() ?? always,
  };
}

/** Failures every vendor has, in the same words. */
export type CommonFailure =
  /** Never answers, until the fake is stopped. */
  | { readonly kind: 'hang' }
  /** Breaks the connection after it has read the body. */
  | { readonly kind: 'reset' }
  /** 200, and the connection breaks in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** 200, the first half of an answer comes, and then nothing more, until the fake is stopped. */
  | { readonly kind: 'stall' }
  /** A page instead of JSON, as a proxy or a captive portal in between would send. */
  | { readonly kind: 'html'; readonly status?: number };

export function replyToCommonFailure(failure: CommonFailure): Reply {
  if (failure.kind === 'cut' || failure.kind === 'stall')
    return { body: { id: 'fake', status: 'success', data: { result: ['…'] } }, [failure.kind]: true };
  if (failure.kind !== 'html') return failure.kind;
  return {
    status: failure.status ?? 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><html><head><title>Gateway</title></head><body><h1>Please log in</h1></body></html>',
  };
}

/** The header of a 429, if the vendor says how long to wait. */
export function retryAfterHeader(retryAfterS: number | undefined): Record<string, string> {
  return retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
}

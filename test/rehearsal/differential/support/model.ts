import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { Cluster } from '../../../../src/steps/ports/cluster.ts';

/**
 * One call and what of its answer is compared. `NAMESPACE` in arguments, paths and bodies stands for the story's own
 * namespace. Each call of a story has a name of its own.
 */
export type Call = KubectlCall | RawCall | WatchCall | ForwardCall | ClientCall;

interface AnyCall {
  readonly name: string;
  /** The call is made again until what is compared of its answer matches: controllers need their time. */
  readonly until?: RegExp;
}

export interface KubectlCall extends AnyCall {
  readonly run: 'kubectl';
  readonly args: readonly string[];
  /** Objects that are given to it as its standard input, for `-f -`. */
  readonly objects: readonly JsonObject[];
  readonly compare: OutputView;
}

/** What is compared beside the exit code: all of both streams; no stream; errors and the lines that match; values of JSON. */
export type OutputView =
  | 'everything'
  | 'exit'
  | { readonly lines: RegExp }
  | { readonly json: readonly string[] };

/** A request as no client would make it, or of which a client shows too little. The status is always compared. */
export interface RawCall extends AnyCall {
  readonly run: 'raw';
  readonly method: string;
  readonly path: string;
  readonly accept: string;
  readonly body?: { readonly type: string; readonly content: JsonObject | readonly JsonObject[] | string };
  /** Paths of values in the answer, such as `items[].metadata.name`; none: the text. */
  readonly json: readonly string[];
}

/** A watch from the present state of a collection on, and what it tells while other calls are made. */
export interface WatchCall extends AnyCall {
  readonly run: 'watch';
  readonly path: string;
  /** Left out: the version of a list that is made before. */
  readonly from?: string;
  readonly meanwhile: readonly Call[];
  /** The watch is over when it has told so many events, or when the server ends it. */
  readonly events: number;
}

/** `kubectl port-forward`, a request through it, and its end. */
export interface ForwardCall extends AnyCall {
  readonly run: 'forward';
  readonly target: string;
  readonly path: string;
}

/** What the product's own client makes of the server. The answer is compared as JSON; a refusal by reason and message. */
export interface ClientCall extends AnyCall {
  readonly run: 'client';
  readonly ask: (cluster: Cluster, namespace: string) => Promise<unknown>;
}

/** Calls in one namespace, one after another. */
export interface Story {
  readonly name: string;
  readonly calls: readonly Call[];
}

/** What a call gave, without what differs from run to run. */
export type Answer = { readonly [part: string]: unknown };

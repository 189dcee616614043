/** What a person is asked by a step. A closed union: every front end handles each member. */
export type Prompt =
  | {
      readonly kind: 'attest';
      readonly text: string;
      readonly role?: string;
      /** A signature by the operator's key is insisted on. */
      readonly signature: 'required' | 'optional';
      /** A check that a machine can make beside the tick, as one line; absent: none. */
      readonly offer?: string;
    }
  | { readonly kind: 'answer'; readonly question: string; readonly fields: readonly AnswerField[] }
  | {
      readonly kind: 'choose';
      readonly question: string;
      readonly name: string;
      readonly choices: readonly Choice[];
    }
  | {
      readonly kind: 'approve';
      readonly question: string;
      readonly roles: readonly string[];
      /** How many different people must approve. */
      readonly count: number;
      /** Each of the roles wants a person of its own, instead of any of them being enough. */
      readonly eachRole: boolean;
      readonly reason: 'required' | 'optional';
      /** Files (paths below the session's folder) whose bytes the approval is bound to. */
      readonly shows: readonly string[];
    };

export interface AnswerField {
  readonly name: string;
  readonly type:
    | 'string'
    | 'integer'
    | 'number'
    | 'boolean'
    | 'enum'
    | 'duration'
    | 'version'
    | 'url'
    | 'secret';
  readonly label: string;
  readonly values: readonly string[];
  readonly pattern?: string;
  readonly default?: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Step to go on with; absent: the next one. */
  readonly goto?: string;
}

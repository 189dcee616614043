/** Fields of an object that another manager owns. */
export interface Takeover {
  /** As it names itself: `kubectl-client-side-apply`. */
  readonly manager: string;
  /** `.spec.replicas` */
  readonly fields: readonly string[];
}

const conflict =
  /conflicts? with "([^"]+)"(?: with subresource "[^"]*")?(?: using [^\s:]+)?(?: at \S+Z)?:((?:\n- [^\n]+)+| [^\n]+)/g;

/**
 * Who owns what applying would set, from the message of a conflict. The API server writes either
 * `conflict with "manager" using apps/v1: .spec.replicas` or a line `conflicts with "manager" using apps/v1:` and the
 * fields below it, one a line (k8s.io/apimachinery/pkg/util/managedfields/internal/conflict.go).
 */
export function takeoversOf(message: string): readonly Takeover[] {
  const found = message.matchAll(conflict);
  return [...found].map(([, manager = '', fields = '']) => ({
    manager,
    fields: fields
      .split(/\n- |^ /)
      .map((field) => field.trim())
      .filter(Boolean),
  }));
}

/** Rules for names, each with the words in which the API server tells them (apimachinery, util/validation). They give what is wrong; nothing where the name is good. */
type Rule = (value: string) => readonly string[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const older = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const value = `(${qualified})?`;
const key = '[-._a-zA-Z0-9]+';

function rule(pattern: string, text: string, examples: readonly string[], most: number): Rule {
  const whole = new RegExp(`^(?:${pattern})$`);
  const such = examples.map((example) => `'${example}'`).join(',  or ');
  const told = `${text} (e.g. ${such}, regex used for validation is '${pattern}')`;
  return (name) => [...tooLong(name, most), ...(whole.test(name) ? [] : [told])];
}

function tooLong(name: string, most: number): readonly string[] {
  return name.length > most ? [`must be no more than ${String(most)} characters`] : [];
}

/** Of most objects: a lowercase RFC 1123 subdomain. */
export const subdomainErrors = rule(
  subdomain,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ['example.com'],
  253,
);

/** Of containers, volumes, ports and namespaces. */
export const labelErrors = rule(
  label,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  ['my-name', '123-abc'],
  63,
);

/** Of services. */
export const serviceNameErrors = rule(
  older,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  ['my-name', 'abc-123'],
  63,
);

/** What a label of an object may say. */
export const labelValueErrors = rule(
  value,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  ['MyValue', 'my_value', '12345'],
  63,
);

/** A key in the data of a ConfigMap or a Secret. */
export const dataKeyErrors = rule(
  key,
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  ['key.name', 'KEY_NAME', 'key-name'],
  253,
);

const plainPart = rule(
  qualified,
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  ['MyName', 'my.name', '123-abc'],
  63,
);

/** The key of a label or an annotation, with or without a prefix such as `example.com/`. */
export const qualifiedErrors: Rule = (name) => {
  const [first = '', second, ...more] = name.split('/');
  if (more.length > 0) {
    return [
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
        `alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualified}') ` +
        "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ];
  }
  if (second === undefined) return partErrors(first);
  const prefix = first === '' ? ['must be non-empty'] : subdomainErrors(first);
  return [...prefix.map((why) => `prefix part ${why}`), ...partErrors(second)];
};

function partErrors(part: string): readonly string[] {
  return part === '' ? ['name part must be non-empty', ...plainPart(part)] : plainPart(part);
}

/** The name of a port. */
export const portNameErrors: Rule = (name) => {
  if (name.length > 15) return ['must be no more than 15 characters', ...portCharacters(name)];
  return portCharacters(name);
};

function portCharacters(name: string): readonly string[] {
  return [
    ...(/^[-a-z0-9]+$/.test(name)
      ? []
      : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
    ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
    ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
    ...(/^-|-$/.test(name) ? ['must not begin or end with a hyphen'] : []),
  ];
}

export function portNumberErrors(port: number): readonly string[] {
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? []
    : ['must be between 1 and 65535, inclusive'];
}

export const variableNameErrors: Rule = (name) =>
  /^[ -<>-~]+$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

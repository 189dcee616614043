import { type Json, listAt, objectAt, textAt } from '../objects/json.ts';

/** How Go writes values into messages (`%#v`), of the few types that messages show. */
export function goTexts(map: Readonly<Record<string, Json>>): string {
  const entries = Object.keys(map)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(map[key])}`);
  return `map[string]string{${entries.join(', ')}}`;
}

export function goSelector(selector: Json): string {
  const labels = objectAt(selector, 'matchLabels');
  const requirements = listAt(selector, 'matchExpressions');
  const matching = Object.keys(labels).length === 0 ? 'map[string]string(nil)' : goTexts(labels);
  const expressions =
    requirements.length === 0
      ? '[]v1.LabelSelectorRequirement(nil)'
      : `[]v1.LabelSelectorRequirement{${requirements.map(goRequirement).join(', ')}}`;
  return `v1.LabelSelector{MatchLabels:${matching}, MatchExpressions:${expressions}}`;
}

function goRequirement(requirement: Json): string {
  const [key, operator] = [textAt(requirement, 'key') ?? '', textAt(requirement, 'operator') ?? ''];
  const values = listAt(requirement, 'values');
  const list =
    values.length === 0
      ? '[]string(nil)'
      : `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`;
  return `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, Values:${list}}`;
}

export function goNumberOrText(value: Json): string {
  return typeof value === 'number'
    ? `intstr.IntOrString{Type:0, IntVal:${String(value)}, StrVal:""}`
    : `intstr.IntOrString{Type:1, IntVal:0, StrVal:${JSON.stringify(value)}}`;
}

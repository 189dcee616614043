import { unreachable } from '../../problem/problem.ts';
import type { Condition, Value } from '../condition.ts';

/** A condition in words: "error-rate is at least 20". */
export function describeCondition(condition: Condition): string {
  switch (condition.op) {
    case 'equals':
      return `${condition.name} is ${quote(condition.value)}`;
    case 'in':
      return `${condition.name} is ${condition.values.map(quote).join(' or ')}`;
    case 'matches':
      return `${condition.name} matches ${condition.pattern}`;
    case 'less-than':
      return `${condition.name} is less than ${condition.value}`;
    case 'at-most':
      return `${condition.name} is at most ${condition.value}`;
    case 'greater-than':
      return `${condition.name} is greater than ${condition.value}`;
    case 'at-least':
      return `${condition.name} is at least ${condition.value}`;
    case 'set':
      return `${condition.name} is ${condition.set ? 'given' : 'not given'}`;
    case 'all':
      return condition.conditions.map(describeMember).join(' and ');
    case 'any':
      return condition.conditions.map(describeMember).join(' or ');
    case 'not':
      return `not (${describeCondition(condition.condition)})`;
    default:
      return unreachable(condition);
  }
}

function describeMember(condition: Condition): string {
  const text = describeCondition(condition);
  const compound = (condition.op === 'all' || condition.op === 'any') && condition.conditions.length > 1;
  return compound ? `(${text})` : text;
}

function quote(value: Value): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { errorText } from '../../problem/problem.ts';
import { field, items, text } from '../../steps/manifest/json.ts';
import { readSource } from '../library/read-source.ts';
import { good, type MachineFinding, warning } from './finding.ts';

/** The contexts that a kubeconfig offers, by name. No cluster is asked. */
export function findContexts(env: Readonly<Record<string, string | undefined>>): MachineFinding {
  const name = 'kubeconfig';
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  const paths = named.length > 0 ? named : [join(env['HOME'] ?? '/', '.kube', 'config')];
  const read = paths.flatMap((path) => contextsIn(path));
  const faults = read.flatMap((each) => ('fault' in each ? [each.fault] : []));
  const contexts = read.flatMap((each) => ('contexts' in each ? each.contexts : []));
  if (faults.length > 0)
    return warning(name, faults.join('; '), 'Correct it, or log in to the cluster again');
  if (contexts.length === 0) {
    return warning(
      name,
      `none at ${paths.join(', ')}`,
      'Log in to the cluster first; runbooks without one work all the same',
    );
  }
  const current = read.flatMap((each) =>
    'contexts' in each && each.current !== undefined ? [each.current] : [],
  )[0];
  return good(name, `${contexts.join(', ')} (current: ${current ?? 'none'})`);
}

type Contexts =
  | { readonly contexts: readonly string[]; readonly current: string | undefined }
  | { readonly fault: string };

/** A file that is not there has none, as kubectl sees it. */
function contextsIn(path: string): readonly Contexts[] {
  const bytes = readSource(path);
  if (!bytes.ok)
    return bytes.problems[0]?.message.startsWith('There is no') === true
      ? []
      : [{ fault: `${path} can’t be read` }];
  try {
    const content: unknown = parse(bytes.value.toString('utf8'), { logLevel: 'silent' });
    const contexts = items(field(content, 'contexts')).flatMap((each) => text(field(each, 'name')) ?? []);
    return [{ contexts, current: text(field(content, 'current-context')) }];
  } catch (thrown) {
    return [{ fault: `${path} is not YAML: ${errorText(thrown).split('\n')[0] ?? ''}` }];
  }
}

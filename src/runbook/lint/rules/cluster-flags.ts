import { errorAt, warningAt } from '../../diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';
import { asKubectl, callsOf } from '../shell/calls.ts';
import type { ShellCommand } from '../shell/commands.ts';
import type { ShellWord } from '../shell/words.ts';

const flags = /^(?:--context|--kubeconfig|--cluster|--kube-context|--kube-apiserver)(?:=|$)/;
const serverFlag = /^--server(?:=|$)/;
const pinHint = 'Leave it out: KUBECONFIG is a private copy that holds the pinned context alone';

/** A session is pinned to one cluster: no command may choose another. */
export const clusterFlags: LintRule = ({ runbook, scripts }) =>
  scripts.flatMap((script) =>
    script.commands.flatMap((command) => [
      ...chosenByFlag(command).map((word) =>
        errorAt(
          script.span(word.start, word.end),
          'lint/cluster-flag',
          `\`${word.text.replace(/=.*$/s, '')}\` chooses a cluster beside the one that this session is pinned to.`,
          pinHint,
        ),
      ),
      ...chosenByVariable(command).map((word) => {
        // A file that was never written for this tool must still be walkable as it stands.
        const at = runbook.pasted ? warningAt : errorAt;
        const message = 'Setting KUBECONFIG leaves the cluster that this session is pinned to.';
        return at(script.span(word.start, word.end), 'lint/cluster-flag', message, pinHint);
      }),
    ]),
  );

function chosenByFlag(command: ShellCommand): readonly ShellWord[] {
  return callsOf(command).flatMap((call) => {
    if (call.program !== 'kubectl' && call.program !== 'helm') return [];
    const kubectl = asKubectl(call);
    const own = call.args.slice(0, indexOrEnd(call.args.findIndex(({ text }) => text === '--')));
    const [config, verb] = kubectl?.positionals ?? [];
    const switches =
      config?.text === 'config' && /^(?:use-|set-|set$|delete-|rename-|unset$)/.test(verb?.text ?? '');
    return [
      ...own.filter(({ text }) => flags.test(text) || (kubectl !== undefined && serverFlag.test(text))),
      ...(switches && verb !== undefined ? [verb] : []),
    ];
  });
}

function indexOrEnd(index: number): number | undefined {
  return index === -1 ? undefined : index;
}

function chosenByVariable({ assignments, words }: ShellCommand): readonly ShellWord[] {
  const declares = /^(?:export|declare|typeset|local|readonly|env)$/.test(words[0]?.text ?? '');
  const candidates = [...assignments, ...(declares ? words.slice(1) : [])];
  return candidates.filter(({ text }) => text.startsWith('KUBECONFIG='));
}

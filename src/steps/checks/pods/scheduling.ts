/**
 * What the scheduler says of a pod that no node takes, as a sentence. Its own form (FitError of
 * k8s.io/kubernetes/pkg/scheduler/framework) is `0/3 nodes are available: 1 node(s) had …, 2 Insufficient cpu.`, since
 * 1.24 with a remark about preemption behind it.
 */
export function schedulingSentence(message: string): string {
  const claim = claimText(message);
  if (claim !== undefined) return `No node takes the pod: ${claim}`;
  const [, total, said] = /^0\/(\d+) nodes are available: (\d.*)$/s.exec(message.trim()) ?? [];
  if (total === undefined || said === undefined) return `No node takes the pod: ${ended(message)}`;
  const reasons = said
    .replace(/\.? *preemption: .*$/is, '')
    .replace(/\.$/, '')
    .split(/, (?=\d+ )/)
    .map(reasonText);
  return `No node takes the pod: of ${total}, ${reasons.join('; ')}.`;
}

/** A claim that keeps a pod from every node: counting nodes would say nothing. */
function claimText(message: string): string | undefined {
  const [, name] = /persistentvolumeclaim "([^"]+)" not found/i.exec(message) ?? [];
  if (name !== undefined) return `PersistentVolumeClaim ${name} does not exist.`;
  return /unbound immediate PersistentVolumeClaims/.test(message)
    ? 'a PersistentVolumeClaim of it is not bound.'
    : undefined;
}

/** What to do about it. */
export function schedulingAdvice(message: string): string {
  if (/node\.kubernetes\.io\/(unreachable|not-ready)/.test(message))
    return 'Look at the nodes: one that was lost takes no pods until it is back';
  if (/insufficient|too many pods/i.test(message)) return 'Lower what the pod requests, or add a node';
  if (/persistentvolumeclaim "[^"]+" not found/i.test(message))
    return 'Create the PersistentVolumeClaim, or correct its name in the manifest';
  if (/persistentvolumeclaim|volume/i.test(message))
    return 'Look at the PersistentVolumeClaim: it must be bound, on a node that the pod may run on';
  if (/were unschedulable/i.test(message)) return 'Uncordon a node, or add one';
  if (/taint/i.test(message)) return 'Let the pod tolerate the taint, or take the taint off a node';
  if (/affinity|selector|topology/i.test(message))
    return 'Compare the pod’s node selector and affinity with the nodes’ labels';
  return 'Compare what the pod asks for with what the nodes have';
}

const resources: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  'ephemeral-storage': 'disk space',
  pods: 'room for pods',
};

const nodeTaints: Readonly<Record<string, Said>> = {
  'node.kubernetes.io/unreachable': ['is unreachable', 'are unreachable'],
  'node.kubernetes.io/not-ready': ['is not ready', 'are not ready'],
  'node.kubernetes.io/unschedulable': ['is cordoned', 'are cordoned'],
  'node.kubernetes.io/disk-pressure': ['is short of disk space', 'are short of disk space'],
  'node.kubernetes.io/memory-pressure': ['is short of memory', 'are short of memory'],
  'node.kubernetes.io/pid-pressure': ['is short of process ids', 'are short of process ids'],
};

function reasonText(reason: string): string {
  const [, count, what] = /^(\d+) (.*)$/s.exec(reason) ?? [];
  if (count === undefined || what === undefined) return reason;
  const [one, many] = lackText(what) ?? taintText(what) ?? mismatchText(what);
  return `${count} ${count === '1' ? one : many}`;
}

/** What is said of one node, and of many. */
type Said = readonly [string, string];

function lackText(what: string): Said | undefined {
  if (what === 'Too many pods') return ['runs as many pods as allowed', 'run as many pods as allowed'];
  const [, resource] = /^Insufficient (\S+)$/.exec(what) ?? [];
  if (resource === undefined) return undefined;
  const lack = `too little ${resources[resource] ?? resource} left`;
  return [`has ${lack}`, `have ${lack}`];
}

function taintText(what: string): Said | undefined {
  const [, taint] = /taints? \{([^}]*)\}/.exec(what) ?? [];
  if (taint === undefined) return undefined;
  const [key = '', value = ''] = taint.split(/: ?/);
  const foreign = `the taint ${value === '' ? key : `${key}=${value}`}, which the pod does not tolerate`;
  return nodeTaints[key] ?? [`has ${foreign}`, `have ${foreign}`];
}

function mismatchText(what: string): Said {
  if (/were unschedulable/.test(what)) return ['is cordoned', 'are cordoned'];
  if (/didn't match (Pod's )?node (affinity|selector)/i.test(what)) {
    const match = 'not match its node selector or affinity';
    return [`does ${match}`, `do ${match}`];
  }
  const plain = what.replace(/^node\(s\) /, '');
  return [plain, plain];
}

function ended(message: string): string {
  const text = message.trim().replace(/\.? *preemption: .*$/is, '');
  const plain = text.replace(/^0\/\d+ nodes are available: /, '');
  return plain === '' || plain.endsWith('.') ? plain : `${plain}.`;
}

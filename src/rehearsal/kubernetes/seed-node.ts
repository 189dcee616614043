import type { JsonObject } from './objects/json.ts';
import type { KubeObject } from './objects/kube-object.ts';
import { microStamp, stamp } from './store/stamp.ts';

/** A node that is ready, as its kubelet reported it at `now`, in milliseconds since 1970. */
export function nodeObject(name: string, now: number): KubeObject {
  const figures = { cpu: '8', 'ephemeral-storage': '100Gi', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' },
    },
    spec: {},
    status: {
      capacity: figures,
      allocatable: figures,
      conditions: conditions.map((condition) => ({
        ...condition,
        lastHeartbeatTime: stamp(now),
        lastTransitionTime: stamp(now),
      })),
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'rehearsal://1',
        kernelVersion: 'rehearsal',
        kubeProxyVersion: 'v1.32.4',
        kubeletVersion: 'v1.32.4',
        operatingSystem: 'linux',
        osImage: 'rehearsal',
      },
    },
  };
}

/** The sign of life that a node's kubelet renews. */
export function nodeLease(name: string, now: number): KubeObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: 'kube-node-lease' },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: microStamp(now) },
  };
}

/** As kubelets word them. */
const conditions: readonly JsonObject[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  },
];

/** The fields of each model and their types: written by scripts/api-models.ts from the models of @kubernetes/client-node. */
export const models: Readonly<Record<string, string>> = {
  CoreV1EndpointPort: 'appProtocol:string name:string port:int32 protocol:string',
  CoreV1Event:
    'action:string apiVersion:string count:int32 eventTime:string firstTimestamp:string involvedObject:V1ObjectReference kind:string lastTimestamp:string message:string metadata:V1ObjectMeta reason:string related:V1ObjectReference reportingComponent:string reportingInstance:string series:CoreV1EventSeries source:V1EventSource type:string',
  CoreV1EventSeries: 'count:int32 lastObservedTime:string',
  CoreV1ResourceClaim: 'name:string request:string',
  DiscoveryV1EndpointPort: 'appProtocol:string name:string port:int32 protocol:string',
  EventsV1Event:
    'action:string apiVersion:string deprecatedCount:int32 deprecatedFirstTimestamp:string deprecatedLastTimestamp:string deprecatedSource:V1EventSource eventTime:string kind:string metadata:V1ObjectMeta note:string reason:string regarding:V1ObjectReference related:V1ObjectReference reportingController:string reportingInstance:string series:EventsV1EventSeries type:string',
  EventsV1EventSeries: 'count:int32 lastObservedTime:string',
  V1AWSElasticBlockStoreVolumeSource: 'fsType:string partition:int32 readOnly:bool volumeID:string',
  V1Affinity: 'nodeAffinity:V1NodeAffinity podAffinity:V1PodAffinity podAntiAffinity:V1PodAntiAffinity',
  V1AppArmorProfile: 'localhostProfile:string type:string',
  V1AzureDiskVolumeSource:
    'cachingMode:string diskName:string diskURI:string fsType:string kind:string readOnly:bool',
  V1AzureFileVolumeSource: 'readOnly:bool secretName:string shareName:string',
  V1CSIVolumeSource:
    'driver:string fsType:string nodePublishSecretRef:V1LocalObjectReference readOnly:bool volumeAttributes:{}string',
  V1Capabilities: 'add:[]string drop:[]string',
  V1CephFSVolumeSource:
    'monitors:[]string path:string readOnly:bool secretFile:string secretRef:V1LocalObjectReference user:string',
  V1CinderVolumeSource: 'fsType:string readOnly:bool secretRef:V1LocalObjectReference volumeID:string',
  V1ClientIPConfig: 'timeoutSeconds:int32',
  V1ClusterTrustBundleProjection:
    'labelSelector:V1LabelSelector name:string optional:bool path:string signerName:string',
  V1ConfigMap:
    'apiVersion:string binaryData:{}string data:{}string immutable:bool kind:string metadata:V1ObjectMeta',
  V1ConfigMapEnvSource: 'name:string optional:bool',
  V1ConfigMapKeySelector: 'key:string name:string optional:bool',
  V1ConfigMapNodeConfigSource:
    'kubeletConfigKey:string name:string namespace:string resourceVersion:string uid:string',
  V1ConfigMapProjection: 'items:[]V1KeyToPath name:string optional:bool',
  V1ConfigMapVolumeSource: 'defaultMode:int32 items:[]V1KeyToPath name:string optional:bool',
  V1Container:
    'args:[]string command:[]string env:[]V1EnvVar envFrom:[]V1EnvFromSource image:string imagePullPolicy:string lifecycle:V1Lifecycle livenessProbe:V1Probe name:string ports:[]V1ContainerPort readinessProbe:V1Probe resizePolicy:[]V1ContainerResizePolicy resources:V1ResourceRequirements restartPolicy:string restartPolicyRules:[]V1ContainerRestartRule securityContext:V1SecurityContext startupProbe:V1Probe stdin:bool stdinOnce:bool terminationMessagePath:string terminationMessagePolicy:string tty:bool volumeDevices:[]V1VolumeDevice volumeMounts:[]V1VolumeMount workingDir:string',
  V1ContainerPort: 'containerPort:int32 hostIP:string hostPort:int32 name:string protocol:string',
  V1ContainerResizePolicy: 'resourceName:string restartPolicy:string',
  V1ContainerRestartRule: 'action:string exitCodes:V1ContainerRestartRuleOnExitCodes',
  V1ContainerRestartRuleOnExitCodes: 'operator:string values:[]int32',
  V1ControllerRevision: 'apiVersion:string data:any kind:string metadata:V1ObjectMeta revision:int64',
  V1CronJob: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1CronJobSpec status:any',
  V1CronJobSpec:
    'concurrencyPolicy:string failedJobsHistoryLimit:int32 jobTemplate:V1JobTemplateSpec schedule:string startingDeadlineSeconds:int64 successfulJobsHistoryLimit:int32 suspend:bool timeZone:string',
  V1CrossVersionObjectReference: 'apiVersion:string kind:string name:string',
  V1DaemonSet: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1DaemonSetSpec status:any',
  V1DaemonSetSpec:
    'minReadySeconds:int32 revisionHistoryLimit:int32 selector:V1LabelSelector template:V1PodTemplateSpec updateStrategy:V1DaemonSetUpdateStrategy',
  V1DaemonSetUpdateStrategy: 'rollingUpdate:V1RollingUpdateDaemonSet type:string',
  V1Deployment: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1DeploymentSpec status:any',
  V1DeploymentSpec:
    'minReadySeconds:int32 paused:bool progressDeadlineSeconds:int32 replicas:int32 revisionHistoryLimit:int32 selector:V1LabelSelector strategy:V1DeploymentStrategy template:V1PodTemplateSpec',
  V1DeploymentStrategy: 'rollingUpdate:V1RollingUpdateDeployment type:string',
  V1DownwardAPIProjection: 'items:[]V1DownwardAPIVolumeFile',
  V1DownwardAPIVolumeFile:
    'fieldRef:V1ObjectFieldSelector mode:int32 path:string resourceFieldRef:V1ResourceFieldSelector',
  V1DownwardAPIVolumeSource: 'defaultMode:int32 items:[]V1DownwardAPIVolumeFile',
  V1EmptyDirVolumeSource: 'medium:string sizeLimit:quantity',
  V1Endpoint:
    'addresses:[]string conditions:V1EndpointConditions deprecatedTopology:{}string hints:V1EndpointHints hostname:string nodeName:string targetRef:V1ObjectReference zone:string',
  V1EndpointAddress: 'hostname:string ip:string nodeName:string targetRef:V1ObjectReference',
  V1EndpointConditions: 'ready:bool serving:bool terminating:bool',
  V1EndpointHints: 'forNodes:[]V1ForNode forZones:[]V1ForZone',
  V1EndpointSlice:
    'addressType:string apiVersion:string endpoints:[]V1Endpoint kind:string metadata:V1ObjectMeta ports:[]DiscoveryV1EndpointPort',
  V1EndpointSubset:
    'addresses:[]V1EndpointAddress notReadyAddresses:[]V1EndpointAddress ports:[]CoreV1EndpointPort',
  V1Endpoints: 'apiVersion:string kind:string metadata:V1ObjectMeta subsets:[]V1EndpointSubset',
  V1EnvFromSource: 'configMapRef:V1ConfigMapEnvSource prefix:string secretRef:V1SecretEnvSource',
  V1EnvVar: 'name:string value:string valueFrom:V1EnvVarSource',
  V1EnvVarSource:
    'configMapKeyRef:V1ConfigMapKeySelector fieldRef:V1ObjectFieldSelector fileKeyRef:V1FileKeySelector resourceFieldRef:V1ResourceFieldSelector secretKeyRef:V1SecretKeySelector',
  V1EphemeralContainer:
    'args:[]string command:[]string env:[]V1EnvVar envFrom:[]V1EnvFromSource image:string imagePullPolicy:string lifecycle:V1Lifecycle livenessProbe:V1Probe name:string ports:[]V1ContainerPort readinessProbe:V1Probe resizePolicy:[]V1ContainerResizePolicy resources:V1ResourceRequirements restartPolicy:string restartPolicyRules:[]V1ContainerRestartRule securityContext:V1SecurityContext startupProbe:V1Probe stdin:bool stdinOnce:bool targetContainerName:string terminationMessagePath:string terminationMessagePolicy:string tty:bool volumeDevices:[]V1VolumeDevice volumeMounts:[]V1VolumeMount workingDir:string',
  V1EphemeralVolumeSource: 'volumeClaimTemplate:V1PersistentVolumeClaimTemplate',
  V1EventSource: 'component:string host:string',
  V1ExecAction: 'command:[]string',
  V1FCVolumeSource: 'fsType:string lun:int32 readOnly:bool targetWWNs:[]string wwids:[]string',
  V1FieldSelectorAttributes: 'rawSelector:string requirements:[]V1FieldSelectorRequirement',
  V1FieldSelectorRequirement: 'key:string operator:string values:[]string',
  V1FileKeySelector: 'key:string optional:bool path:string volumeName:string',
  V1FlexVolumeSource:
    'driver:string fsType:string options:{}string readOnly:bool secretRef:V1LocalObjectReference',
  V1FlockerVolumeSource: 'datasetName:string datasetUUID:string',
  V1ForNode: 'name:string',
  V1ForZone: 'name:string',
  V1GCEPersistentDiskVolumeSource: 'fsType:string partition:int32 pdName:string readOnly:bool',
  V1GRPCAction: 'port:int32 service:string',
  V1GitRepoVolumeSource: 'directory:string repository:string revision:string',
  V1GlusterfsVolumeSource: 'endpoints:string path:string readOnly:bool',
  V1HTTPGetAction: 'host:string httpHeaders:[]V1HTTPHeader path:string port:IntOrString scheme:string',
  V1HTTPHeader: 'name:string value:string',
  V1HTTPIngressPath: 'backend:V1IngressBackend path:string pathType:string',
  V1HTTPIngressRuleValue: 'paths:[]V1HTTPIngressPath',
  V1HorizontalPodAutoscaler:
    'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1HorizontalPodAutoscalerSpec status:any',
  V1HorizontalPodAutoscalerSpec:
    'maxReplicas:int32 minReplicas:int32 scaleTargetRef:V1CrossVersionObjectReference targetCPUUtilizationPercentage:int32',
  V1HostAlias: 'hostnames:[]string ip:string',
  V1HostPathVolumeSource: 'path:string type:string',
  V1IPBlock: 'cidr:string except:[]string',
  V1ISCSIVolumeSource:
    'chapAuthDiscovery:bool chapAuthSession:bool fsType:string initiatorName:string iqn:string iscsiInterface:string lun:int32 portals:[]string readOnly:bool secretRef:V1LocalObjectReference targetPortal:string',
  V1ImageVolumeSource: 'pullPolicy:string reference:string',
  V1Ingress: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1IngressSpec status:any',
  V1IngressBackend: 'resource:V1TypedLocalObjectReference service:V1IngressServiceBackend',
  V1IngressRule: 'host:string http:V1HTTPIngressRuleValue',
  V1IngressServiceBackend: 'name:string port:V1ServiceBackendPort',
  V1IngressSpec:
    'defaultBackend:V1IngressBackend ingressClassName:string rules:[]V1IngressRule tls:[]V1IngressTLS',
  V1IngressTLS: 'hosts:[]string secretName:string',
  V1Job: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1JobSpec status:any',
  V1JobSpec:
    'activeDeadlineSeconds:int64 backoffLimit:int32 backoffLimitPerIndex:int32 completionMode:string completions:int32 managedBy:string manualSelector:bool maxFailedIndexes:int32 parallelism:int32 podFailurePolicy:V1PodFailurePolicy podReplacementPolicy:string selector:V1LabelSelector successPolicy:V1SuccessPolicy suspend:bool template:V1PodTemplateSpec ttlSecondsAfterFinished:int32',
  V1JobTemplateSpec: 'metadata:V1ObjectMeta spec:V1JobSpec',
  V1KeyToPath: 'key:string mode:int32 path:string',
  V1LabelSelector: 'matchExpressions:[]V1LabelSelectorRequirement matchLabels:{}string',
  V1LabelSelectorAttributes: 'rawSelector:string requirements:[]V1LabelSelectorRequirement',
  V1LabelSelectorRequirement: 'key:string operator:string values:[]string',
  V1Lease: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1LeaseSpec',
  V1LeaseSpec:
    'acquireTime:string holderIdentity:string leaseDurationSeconds:int32 leaseTransitions:int32 preferredHolder:string renewTime:string strategy:string',
  V1Lifecycle: 'postStart:V1LifecycleHandler preStop:V1LifecycleHandler stopSignal:string',
  V1LifecycleHandler:
    'exec:V1ExecAction httpGet:V1HTTPGetAction sleep:V1SleepAction tcpSocket:V1TCPSocketAction',
  V1LimitRange: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1LimitRangeSpec',
  V1LimitRangeItem:
    'default:{}quantity defaultRequest:{}quantity max:{}quantity maxLimitRequestRatio:{}quantity min:{}quantity type:string',
  V1LimitRangeSpec: 'limits:[]V1LimitRangeItem',
  V1LocalObjectReference: 'name:string',
  V1ManagedFieldsEntry:
    'apiVersion:string fieldsType:string fieldsV1:any manager:string operation:string subresource:string time:string',
  V1NFSVolumeSource: 'path:string readOnly:bool server:string',
  V1Namespace: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1NamespaceSpec status:any',
  V1NamespaceSpec: 'finalizers:[]string',
  V1NetworkPolicy: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1NetworkPolicySpec',
  V1NetworkPolicyEgressRule: 'ports:[]V1NetworkPolicyPort to:[]V1NetworkPolicyPeer',
  V1NetworkPolicyIngressRule: 'from:[]V1NetworkPolicyPeer ports:[]V1NetworkPolicyPort',
  V1NetworkPolicyPeer: 'ipBlock:V1IPBlock namespaceSelector:V1LabelSelector podSelector:V1LabelSelector',
  V1NetworkPolicyPort: 'endPort:int32 port:IntOrString protocol:string',
  V1NetworkPolicySpec:
    'egress:[]V1NetworkPolicyEgressRule ingress:[]V1NetworkPolicyIngressRule podSelector:V1LabelSelector policyTypes:[]string',
  V1Node: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1NodeSpec status:any',
  V1NodeAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]V1PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:V1NodeSelector',
  V1NodeConfigSource: 'configMap:V1ConfigMapNodeConfigSource',
  V1NodeSelector: 'nodeSelectorTerms:[]V1NodeSelectorTerm',
  V1NodeSelectorRequirement: 'key:string operator:string values:[]string',
  V1NodeSelectorTerm: 'matchExpressions:[]V1NodeSelectorRequirement matchFields:[]V1NodeSelectorRequirement',
  V1NodeSpec:
    'configSource:V1NodeConfigSource externalID:string podCIDR:string podCIDRs:[]string providerID:string taints:[]V1Taint unschedulable:bool',
  V1NonResourceAttributes: 'path:string verb:string',
  V1ObjectFieldSelector: 'apiVersion:string fieldPath:string',
  V1ObjectMeta:
    'annotations:{}string creationTimestamp:string deletionGracePeriodSeconds:int64 deletionTimestamp:string finalizers:[]string generateName:string generation:int64 labels:{}string managedFields:[]V1ManagedFieldsEntry name:string namespace:string ownerReferences:[]V1OwnerReference resourceVersion:string selfLink:string uid:string',
  V1ObjectReference:
    'apiVersion:string fieldPath:string kind:string name:string namespace:string resourceVersion:string uid:string',
  V1OwnerReference:
    'apiVersion:string blockOwnerDeletion:bool controller:bool kind:string name:string uid:string',
  V1PersistentVolumeClaim:
    'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1PersistentVolumeClaimSpec status:any',
  V1PersistentVolumeClaimSpec:
    'accessModes:[]string dataSource:V1TypedLocalObjectReference dataSourceRef:V1TypedObjectReference resources:V1VolumeResourceRequirements selector:V1LabelSelector storageClassName:string volumeAttributesClassName:string volumeMode:string volumeName:string',
  V1PersistentVolumeClaimTemplate: 'metadata:V1ObjectMeta spec:V1PersistentVolumeClaimSpec',
  V1PersistentVolumeClaimVolumeSource: 'claimName:string readOnly:bool',
  V1PhotonPersistentDiskVolumeSource: 'fsType:string pdID:string',
  V1Pod: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1PodSpec status:any',
  V1PodAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]V1WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]V1PodAffinityTerm',
  V1PodAffinityTerm:
    'labelSelector:V1LabelSelector matchLabelKeys:[]string mismatchLabelKeys:[]string namespaceSelector:V1LabelSelector namespaces:[]string topologyKey:string',
  V1PodAntiAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]V1WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]V1PodAffinityTerm',
  V1PodCertificateProjection:
    'certificateChainPath:string credentialBundlePath:string keyPath:string keyType:string maxExpirationSeconds:int32 signerName:string userAnnotations:{}string',
  V1PodDNSConfig: 'nameservers:[]string options:[]V1PodDNSConfigOption searches:[]string',
  V1PodDNSConfigOption: 'name:string value:string',
  V1PodDisruptionBudget:
    'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1PodDisruptionBudgetSpec status:any',
  V1PodDisruptionBudgetSpec:
    'maxUnavailable:IntOrString minAvailable:IntOrString selector:V1LabelSelector unhealthyPodEvictionPolicy:string',
  V1PodFailurePolicy: 'rules:[]V1PodFailurePolicyRule',
  V1PodFailurePolicyOnExitCodesRequirement: 'containerName:string operator:string values:[]int32',
  V1PodFailurePolicyOnPodConditionsPattern: 'status:string type:string',
  V1PodFailurePolicyRule:
    'action:string onExitCodes:V1PodFailurePolicyOnExitCodesRequirement onPodConditions:[]V1PodFailurePolicyOnPodConditionsPattern',
  V1PodOS: 'name:string',
  V1PodReadinessGate: 'conditionType:string',
  V1PodResourceClaim: 'name:string resourceClaimName:string resourceClaimTemplateName:string',
  V1PodSchedulingGate: 'name:string',
  V1PodSchedulingGroup: 'podGroupName:string',
  V1PodSecurityContext:
    'appArmorProfile:V1AppArmorProfile fsGroup:int64 fsGroupChangePolicy:string runAsGroup:int64 runAsNonRoot:bool runAsUser:int64 seLinuxChangePolicy:string seLinuxOptions:V1SELinuxOptions seccompProfile:V1SeccompProfile supplementalGroups:[]int64 supplementalGroupsPolicy:string sysctls:[]V1Sysctl windowsOptions:V1WindowsSecurityContextOptions',
  V1PodSpec:
    'activeDeadlineSeconds:int64 affinity:V1Affinity automountServiceAccountToken:bool containers:[]V1Container dnsConfig:V1PodDNSConfig dnsPolicy:string enableServiceLinks:bool ephemeralContainers:[]V1EphemeralContainer hostAliases:[]V1HostAlias hostIPC:bool hostNetwork:bool hostPID:bool hostUsers:bool hostname:string hostnameOverride:string imagePullSecrets:[]V1LocalObjectReference initContainers:[]V1Container nodeName:string nodeSelector:{}string os:V1PodOS overhead:{}string preemptionPolicy:string priority:int32 priorityClassName:string readinessGates:[]V1PodReadinessGate resourceClaims:[]V1PodResourceClaim resources:V1ResourceRequirements restartPolicy:string runtimeClassName:string schedulerName:string schedulingGates:[]V1PodSchedulingGate schedulingGroup:V1PodSchedulingGroup securityContext:V1PodSecurityContext serviceAccount:string serviceAccountName:string setHostnameAsFQDN:bool shareProcessNamespace:bool subdomain:string terminationGracePeriodSeconds:int64 tolerations:[]V1Toleration topologySpreadConstraints:[]V1TopologySpreadConstraint volumes:[]V1Volume',
  V1PodTemplateSpec: 'metadata:V1ObjectMeta spec:V1PodSpec',
  V1PortworxVolumeSource: 'fsType:string readOnly:bool volumeID:string',
  V1PreferredSchedulingTerm: 'preference:V1NodeSelectorTerm weight:int32',
  V1Probe:
    'exec:V1ExecAction failureThreshold:int32 grpc:V1GRPCAction httpGet:V1HTTPGetAction initialDelaySeconds:int32 periodSeconds:int32 successThreshold:int32 tcpSocket:V1TCPSocketAction terminationGracePeriodSeconds:int64 timeoutSeconds:int32',
  V1ProjectedVolumeSource: 'defaultMode:int32 sources:[]V1VolumeProjection',
  V1QuobyteVolumeSource: 'group:string readOnly:bool registry:string tenant:string user:string volume:string',
  V1RBDVolumeSource:
    'fsType:string image:string keyring:string monitors:[]string pool:string readOnly:bool secretRef:V1LocalObjectReference user:string',
  V1ReplicaSet: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1ReplicaSetSpec status:any',
  V1ReplicaSetSpec:
    'minReadySeconds:int32 replicas:int32 selector:V1LabelSelector template:V1PodTemplateSpec',
  V1ResourceAttributes:
    'fieldSelector:V1FieldSelectorAttributes group:string labelSelector:V1LabelSelectorAttributes name:string namespace:string resource:string subresource:string verb:string version:string',
  V1ResourceFieldSelector: 'containerName:string divisor:quantity resource:string',
  V1ResourceQuota: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1ResourceQuotaSpec status:any',
  V1ResourceQuotaSpec: 'hard:{}quantity scopeSelector:V1ScopeSelector scopes:[]string',
  V1ResourceRequirements: 'claims:[]CoreV1ResourceClaim limits:{}quantity requests:{}quantity',
  V1RollingUpdateDaemonSet: 'maxSurge:IntOrString maxUnavailable:IntOrString',
  V1RollingUpdateDeployment: 'maxSurge:IntOrString maxUnavailable:IntOrString',
  V1RollingUpdateStatefulSetStrategy: 'maxUnavailable:IntOrString partition:int32',
  V1SELinuxOptions: 'level:string role:string type:string user:string',
  V1ScaleIOVolumeSource:
    'fsType:string gateway:string protectionDomain:string readOnly:bool secretRef:V1LocalObjectReference sslEnabled:bool storageMode:string storagePool:string system:string volumeName:string',
  V1ScopeSelector: 'matchExpressions:[]V1ScopedResourceSelectorRequirement',
  V1ScopedResourceSelectorRequirement: 'operator:string scopeName:string values:[]string',
  V1SeccompProfile: 'localhostProfile:string type:string',
  V1Secret:
    'apiVersion:string data:{}string immutable:bool kind:string metadata:V1ObjectMeta stringData:{}string type:string',
  V1SecretEnvSource: 'name:string optional:bool',
  V1SecretKeySelector: 'key:string name:string optional:bool',
  V1SecretProjection: 'items:[]V1KeyToPath name:string optional:bool',
  V1SecretVolumeSource: 'defaultMode:int32 items:[]V1KeyToPath optional:bool secretName:string',
  V1SecurityContext:
    'allowPrivilegeEscalation:bool appArmorProfile:V1AppArmorProfile capabilities:V1Capabilities privileged:bool procMount:string readOnlyRootFilesystem:bool runAsGroup:int64 runAsNonRoot:bool runAsUser:int64 seLinuxOptions:V1SELinuxOptions seccompProfile:V1SeccompProfile windowsOptions:V1WindowsSecurityContextOptions',
  V1SelfSubjectAccessReview:
    'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1SelfSubjectAccessReviewSpec status:any',
  V1SelfSubjectAccessReviewSpec:
    'nonResourceAttributes:V1NonResourceAttributes resourceAttributes:V1ResourceAttributes',
  V1SelfSubjectRulesReview:
    'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1SelfSubjectRulesReviewSpec status:any',
  V1SelfSubjectRulesReviewSpec: 'namespace:string',
  V1Service: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1ServiceSpec status:any',
  V1ServiceAccount:
    'apiVersion:string automountServiceAccountToken:bool imagePullSecrets:[]V1LocalObjectReference kind:string metadata:V1ObjectMeta secrets:[]V1ObjectReference',
  V1ServiceAccountTokenProjection: 'audience:string expirationSeconds:int64 path:string',
  V1ServiceBackendPort: 'name:string number:int32',
  V1ServicePort:
    'appProtocol:string name:string nodePort:int32 port:int32 protocol:string targetPort:IntOrString',
  V1ServiceSpec:
    'allocateLoadBalancerNodePorts:bool clusterIP:string clusterIPs:[]string externalIPs:[]string externalName:string externalTrafficPolicy:string healthCheckNodePort:int32 internalTrafficPolicy:string ipFamilies:[]string ipFamilyPolicy:string loadBalancerClass:string loadBalancerIP:string loadBalancerSourceRanges:[]string ports:[]V1ServicePort publishNotReadyAddresses:bool selector:{}string sessionAffinity:string sessionAffinityConfig:V1SessionAffinityConfig trafficDistribution:string type:string',
  V1SessionAffinityConfig: 'clientIP:V1ClientIPConfig',
  V1SleepAction: 'seconds:int64',
  V1StatefulSet: 'apiVersion:string kind:string metadata:V1ObjectMeta spec:V1StatefulSetSpec status:any',
  V1StatefulSetOrdinals: 'start:int32',
  V1StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted:string whenScaled:string',
  V1StatefulSetSpec:
    'minReadySeconds:int32 ordinals:V1StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:V1StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:string replicas:int32 revisionHistoryLimit:int32 selector:V1LabelSelector serviceName:string template:V1PodTemplateSpec updateStrategy:V1StatefulSetUpdateStrategy volumeClaimTemplates:[]V1PersistentVolumeClaim',
  V1StatefulSetUpdateStrategy: 'rollingUpdate:V1RollingUpdateStatefulSetStrategy type:string',
  V1StorageOSVolumeSource:
    'fsType:string readOnly:bool secretRef:V1LocalObjectReference volumeName:string volumeNamespace:string',
  V1SuccessPolicy: 'rules:[]V1SuccessPolicyRule',
  V1SuccessPolicyRule: 'succeededCount:int32 succeededIndexes:string',
  V1Sysctl: 'name:string value:string',
  V1TCPSocketAction: 'host:string port:IntOrString',
  V1Taint: 'effect:string key:string timeAdded:string value:string',
  V1Toleration: 'effect:string key:string operator:string tolerationSeconds:int64 value:string',
  V1TopologySpreadConstraint:
    'labelSelector:V1LabelSelector matchLabelKeys:[]string maxSkew:int32 minDomains:int32 nodeAffinityPolicy:string nodeTaintsPolicy:string topologyKey:string whenUnsatisfiable:string',
  V1TypedLocalObjectReference: 'apiGroup:string kind:string name:string',
  V1TypedObjectReference: 'apiGroup:string kind:string name:string namespace:string',
  V1Volume:
    'awsElasticBlockStore:V1AWSElasticBlockStoreVolumeSource azureDisk:V1AzureDiskVolumeSource azureFile:V1AzureFileVolumeSource cephfs:V1CephFSVolumeSource cinder:V1CinderVolumeSource configMap:V1ConfigMapVolumeSource csi:V1CSIVolumeSource downwardAPI:V1DownwardAPIVolumeSource emptyDir:V1EmptyDirVolumeSource ephemeral:V1EphemeralVolumeSource fc:V1FCVolumeSource flexVolume:V1FlexVolumeSource flocker:V1FlockerVolumeSource gcePersistentDisk:V1GCEPersistentDiskVolumeSource gitRepo:V1GitRepoVolumeSource glusterfs:V1GlusterfsVolumeSource hostPath:V1HostPathVolumeSource image:V1ImageVolumeSource iscsi:V1ISCSIVolumeSource name:string nfs:V1NFSVolumeSource persistentVolumeClaim:V1PersistentVolumeClaimVolumeSource photonPersistentDisk:V1PhotonPersistentDiskVolumeSource portworxVolume:V1PortworxVolumeSource projected:V1ProjectedVolumeSource quobyte:V1QuobyteVolumeSource rbd:V1RBDVolumeSource scaleIO:V1ScaleIOVolumeSource secret:V1SecretVolumeSource storageos:V1StorageOSVolumeSource vsphereVolume:V1VsphereVirtualDiskVolumeSource',
  V1VolumeDevice: 'devicePath:string name:string',
  V1VolumeMount:
    'mountPath:string mountPropagation:string name:string readOnly:bool recursiveReadOnly:string subPath:string subPathExpr:string',
  V1VolumeProjection:
    'clusterTrustBundle:V1ClusterTrustBundleProjection configMap:V1ConfigMapProjection downwardAPI:V1DownwardAPIProjection podCertificate:V1PodCertificateProjection secret:V1SecretProjection serviceAccountToken:V1ServiceAccountTokenProjection',
  V1VolumeResourceRequirements: 'limits:{}quantity requests:{}quantity',
  V1VsphereVirtualDiskVolumeSource:
    'fsType:string storagePolicyID:string storagePolicyName:string volumePath:string',
  V1WeightedPodAffinityTerm: 'podAffinityTerm:V1PodAffinityTerm weight:int32',
  V1WindowsSecurityContextOptions:
    'gmsaCredentialSpec:string gmsaCredentialSpecName:string hostProcess:bool runAsUserName:string',
  V2ContainerResourceMetricSource: 'container:string name:string target:V2MetricTarget',
  V2CrossVersionObjectReference: 'apiVersion:string kind:string name:string',
  V2ExternalMetricSource: 'metric:V2MetricIdentifier target:V2MetricTarget',
  V2HPAScalingPolicy: 'periodSeconds:int32 type:string value:int32',
  V2HPAScalingRules:
    'policies:[]V2HPAScalingPolicy selectPolicy:string stabilizationWindowSeconds:int32 tolerance:string',
  V2HorizontalPodAutoscaler:
    'apiVersion:string kind:string metadata:V1ObjectMeta spec:V2HorizontalPodAutoscalerSpec status:any',
  V2HorizontalPodAutoscalerBehavior: 'scaleDown:V2HPAScalingRules scaleUp:V2HPAScalingRules',
  V2HorizontalPodAutoscalerSpec:
    'behavior:V2HorizontalPodAutoscalerBehavior maxReplicas:int32 metrics:[]V2MetricSpec minReplicas:int32 scaleTargetRef:V2CrossVersionObjectReference',
  V2MetricIdentifier: 'name:string selector:V1LabelSelector',
  V2MetricSpec:
    'containerResource:V2ContainerResourceMetricSource external:V2ExternalMetricSource object:V2ObjectMetricSource pods:V2PodsMetricSource resource:V2ResourceMetricSource type:string',
  V2MetricTarget: 'averageUtilization:int32 averageValue:quantity type:string value:quantity',
  V2ObjectMetricSource:
    'describedObject:V2CrossVersionObjectReference metric:V2MetricIdentifier target:V2MetricTarget',
  V2PodsMetricSource: 'metric:V2MetricIdentifier target:V2MetricTarget',
  V2ResourceMetricSource: 'name:string target:V2MetricTarget',
};

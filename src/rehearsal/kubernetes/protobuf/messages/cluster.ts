/** Namespaces, settings, limits, events, leases and access reviews. How it is written: see ../message-table.ts. */
export const clusterMessages = `
ConfigMap: 1 metadata ObjectMeta, 2 data {}string, 3 binaryData {}bytes, 4 immutable bool?
Event: 1 metadata ObjectMeta!, 2 involvedObject ObjectReference!, 3 reason string, 4 message string, 5
  source EventSource, 6 firstTimestamp Time, 7 lastTimestamp Time, 8 count int, 9 type string, 10
  eventTime MicroTime, 11 series EventSeries?, 12 action string, 13 related ObjectReference?, 14
  reportingComponent string!, 15 reportingInstance string!
EventSeries: 1 count int, 2 lastObservedTime MicroTime
EventSource: 1 component string, 2 host string
Eviction: 1 metadata ObjectMeta, 2 deleteOptions DeleteOptions?
FieldSelectorAttributes: 1 rawSelector string, 2 requirements []FieldSelectorRequirement
FieldSelectorRequirement: 1 key string!, 2 operator string!, 3 values []string
LabelSelectorAttributes: 1 rawSelector string, 2 requirements []LabelSelectorRequirement
Lease: 1 metadata ObjectMeta, 2 spec LeaseSpec
LeaseSpec: 1 holderIdentity string?, 2 leaseDurationSeconds int?, 3 acquireTime MicroTime?, 4 renewTime
  MicroTime?, 5 leaseTransitions int?, 6 strategy string?, 7 preferredHolder string?
LimitRange: 1 metadata ObjectMeta, 2 spec LimitRangeSpec
LimitRangeItem: 1 type string!, 2 max {}Quantity, 3 min {}Quantity, 4 default {}Quantity, 5 defaultRequest
  {}Quantity, 6 maxLimitRequestRatio {}Quantity
LimitRangeSpec: 1 limits []LimitRangeItem!
Namespace: 1 metadata ObjectMeta, 2 spec NamespaceSpec, 3 status NamespaceStatus
NamespaceCondition: 1 type string!, 2 status string!, 4 lastTransitionTime Time, 5 reason string, 6
  message string
NamespaceSpec: 1 finalizers []string
NamespaceStatus: 1 phase string, 2 conditions []NamespaceCondition
NonResourceAttributes: 1 path string, 2 verb string
NonResourceRule: 1 verbs []string!, 2 nonResourceURLs []string
PodDisruptionBudget: 1 metadata ObjectMeta, 2 spec PodDisruptionBudgetSpec, 3 status
  PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: 1 minAvailable IntOrString?, 2 selector LabelSelector?, 3 maxUnavailable
  IntOrString?, 4 unhealthyPodEvictionPolicy string?
PodDisruptionBudgetStatus: 1 observedGeneration int, 2 disruptedPods {}Time, 3 disruptionsAllowed int!, 4
  currentHealthy int!, 5 desiredHealthy int!, 6 expectedPods int!, 7 conditions []Condition
ResourceAttributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource
  string, 6 subresource string, 7 name string, 8 fieldSelector FieldSelectorAttributes?, 9 labelSelector
  LabelSelectorAttributes?
ResourceQuota: 1 metadata ObjectMeta, 2 spec ResourceQuotaSpec, 3 status ResourceQuotaStatus
ResourceQuotaSpec: 1 hard {}Quantity, 2 scopes []string, 3 scopeSelector ScopeSelector?
ResourceQuotaStatus: 1 hard {}Quantity, 2 used {}Quantity
ResourceRule: 1 verbs []string!, 2 apiGroups []string, 3 resources []string, 4 resourceNames []string
ScopeSelector: 1 matchExpressions []ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement: 1 scopeName string!, 2 operator string!, 3 values []string
Secret: 1 metadata ObjectMeta, 2 data {}bytes, 3 type string, 4 stringData {}string, 5 immutable bool?
SelfSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SelfSubjectAccessReviewSpec!, 3 status
  SubjectAccessReviewStatus
SelfSubjectAccessReviewSpec: 1 resourceAttributes ResourceAttributes?, 2 nonResourceAttributes
  NonResourceAttributes?
SelfSubjectReview: 1 metadata ObjectMeta, 2 status SelfSubjectReviewStatus
SelfSubjectReviewStatus: 1 userInfo UserInfo
SelfSubjectRulesReview: 1 metadata ObjectMeta, 2 spec SelfSubjectRulesReviewSpec!, 3 status
  SubjectRulesReviewStatus
SelfSubjectRulesReviewSpec: 1 namespace string
ServiceAccount: 1 metadata ObjectMeta, 2 secrets []ObjectReference, 3 imagePullSecrets
  []LocalObjectReference, 4 automountServiceAccountToken bool?
SubjectAccessReviewStatus: 1 allowed bool!, 2 reason string, 3 evaluationError string, 4 denied bool
SubjectRulesReviewStatus: 1 resourceRules []ResourceRule!, 2 nonResourceRules []NonResourceRule!, 3
  incomplete bool!, 4 evaluationError string
UserInfo: 1 username string, 2 uid string, 3 groups []string
`;

/** Services, endpoints, ingresses, network policies. How it is written: see ../message-table.ts. */
export const networkMessages = `
ClientIPConfig: 1 timeoutSeconds int?
EndpointAddress: 1 ip string!, 2 targetRef ObjectReference?, 3 hostname string, 4 nodeName string?
EndpointPort: 1 name string, 2 port int!, 3 protocol string, 4 appProtocol string?
EndpointSubset: 1 addresses []EndpointAddress, 2 notReadyAddresses []EndpointAddress, 3 ports
  []EndpointPort
Endpoints: 1 metadata ObjectMeta, 2 subsets []EndpointSubset
HTTPIngressPath: 1 path string, 2 backend IngressBackend!, 3 pathType string?
HTTPIngressRuleValue: 1 paths []HTTPIngressPath!
IPBlock: 1 cidr string!, 2 except []string
Ingress: 1 metadata ObjectMeta, 2 spec IngressSpec, 3 status IngressStatus
IngressBackend: 3 resource TypedLocalObjectReference?, 4 service IngressServiceBackend?
IngressLoadBalancerIngress: 1 ip string, 2 hostname string, 4 ports []IngressPortStatus
IngressLoadBalancerStatus: 1 ingress []IngressLoadBalancerIngress
IngressPortStatus: 1 port int!, 2 protocol string!, 3 error string?
IngressRule: 1 host string, 2 ... IngressRuleValue
IngressRuleValue: 1 http HTTPIngressRuleValue?
IngressServiceBackend: 1 name string!, 2 port ServiceBackendPort
IngressSpec: 1 defaultBackend IngressBackend?, 2 tls []IngressTLS, 3 rules []IngressRule, 4
  ingressClassName string?
IngressStatus: 1 loadBalancer IngressLoadBalancerStatus
IngressTLS: 1 hosts []string, 2 secretName string
LoadBalancerIngress: 1 ip string, 2 hostname string, 3 ipMode string?, 4 ports []PortStatus
LoadBalancerStatus: 1 ingress []LoadBalancerIngress
NetworkPolicy: 1 metadata ObjectMeta, 2 spec NetworkPolicySpec
NetworkPolicyEgressRule: 1 ports []NetworkPolicyPort, 2 to []NetworkPolicyPeer
NetworkPolicyIngressRule: 1 ports []NetworkPolicyPort, 2 from []NetworkPolicyPeer
NetworkPolicyPeer: 1 podSelector LabelSelector?, 2 namespaceSelector LabelSelector?, 3 ipBlock IPBlock?
NetworkPolicyPort: 1 protocol string?, 2 port IntOrString?, 3 endPort int?
NetworkPolicySpec: 1 podSelector LabelSelector!, 2 ingress []NetworkPolicyIngressRule, 3 egress
  []NetworkPolicyEgressRule, 4 policyTypes []string
PortStatus: 1 port int!, 2 protocol string!, 3 error string?
Service: 1 metadata ObjectMeta, 2 spec ServiceSpec, 3 status ServiceStatus
ServiceBackendPort: 1 name string, 2 number int
ServicePort: 1 name string, 2 protocol string, 3 port int!, 4 targetPort IntOrString, 5 nodePort int, 6
  appProtocol string?
ServiceSpec: 1 ports []ServicePort, 2 selector {}string, 3 clusterIP string, 4 type string, 5 externalIPs
  []string, 7 sessionAffinity string, 8 loadBalancerIP string, 9 loadBalancerSourceRanges []string, 10
  externalName string, 11 externalTrafficPolicy string, 12 healthCheckNodePort int, 13
  publishNotReadyAddresses bool, 14 sessionAffinityConfig SessionAffinityConfig?, 17 ipFamilyPolicy
  string?, 18 clusterIPs []string, 19 ipFamilies []string, 20 allocateLoadBalancerNodePorts bool?, 21
  loadBalancerClass string?, 22 internalTrafficPolicy string?, 23 trafficDistribution string?
ServiceStatus: 1 loadBalancer LoadBalancerStatus, 2 conditions []Condition
SessionAffinityConfig: 1 clientIP ClientIPConfig?
`;

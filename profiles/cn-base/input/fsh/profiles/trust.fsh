// 知情同意与留痕 / consent and trace

Profile: CnConsent
Parent: Consent
Id: cn-consent
Title: "知情同意"
Description: "在线知情同意：谁、何时、同意什么。Who consented to what, and when."
* category from ConsentKind (extensible)
* patient 1..1
* patient only Reference(CnPatient)
* dateTime 1..1
* performer 1..*
* organization 1..*
* organization only Reference(CnOrganization)

Profile: CnProvenance
Parent: Provenance
Id: cn-provenance
Title: "来源记录"
Description: "每一步由谁、代表哪个机构、何时完成；可带电子签名。Who did a step, for which institution, and when."
* activity 1..1
* activity from TraceActivity (extensible)
* agent.who 1..1
* agent.onBehalfOf 0..1
* agent.onBehalfOf only Reference(CnOrganization)

Profile: CnAuditEvent
Parent: AuditEvent
Id: cn-audit-event
Title: "痕迹记录"
Description: "实名留痕：建立、修改、查阅均可追溯到人。Every creation, change and reading is traced to a person."
* obeys cn-audit-1
* subtype from TraceSubtype (extensible)
* action 1..1
* outcome 1..1
* agent.who 1..1
* entity 1..*

Invariant: cn-audit-1
Description: "紧急越权访问须说明理由"
* severity = #error
* expression = "subtype.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event' and code = 'break-glass').exists() implies (outcomeDesc.exists() or purposeOfEvent.text.exists())"
* insert English([[Emergency access gives its reason.]])

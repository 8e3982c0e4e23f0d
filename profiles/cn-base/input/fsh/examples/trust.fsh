// 留痕示例 / trace

Instance: provenance-referral-accepted
InstanceOf: CnProvenance
Usage: #example
Title: "同意转诊"
* target = Reference(task-referral-up)
* recorded = "2026-11-05T10:02:00+08:00"
* activity = $trace-event#referral-step "转诊流转"
* agent.type = $provenance-participant#author "Author"
* agent.who = Reference(practitioner-wang-jianguo)
* agent.onBehalfOf = Reference(org-bingzhou-central)

Instance: provenance-recognised
InstanceOf: CnProvenance
Usage: #example
Title: "结果互认"
* extension[0].url = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-item"
* extension[0].valueCoding = $recognition-item#ct-head "颅脑CT平扫"
* extension[1].url = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-saved"
* extension[1].valueMoney.value = 210
* extension[1].valueMoney.currency = #CNY
* target = Reference(report-ct)
* recorded = "2026-11-08T10:02:00+08:00"
* activity = $trace-event#recognition-used "结果互认"
* agent.who = Reference(org-pingyang-community)
* entity.role = #source
* entity.what = Reference(encounter-inpatient)

Instance: audit-break-glass
InstanceOf: CnAuditEvent
Usage: #example
Title: "紧急越权访问"
* type = $audit-event-type#rest "RESTful Operation"
* subtype = $trace-event#break-glass "紧急越权访问"
* action = #R
* recorded = "2026-11-22T02:12:00+08:00"
* outcome = #0
* outcomeDesc = "急诊抢救，患者昏迷，需查阅过敏史"
* agent.who = Reference(practitioner-wang-jianguo)
* agent.requestor = true
* source.observer = Reference(org-bingzhou-central)
* entity.what = Reference(patient-smith)

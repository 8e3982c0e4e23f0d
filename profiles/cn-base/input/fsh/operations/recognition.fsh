// 检查检验结果互认 / mutual recognition of results

RuleSet: RecognitionAnswer
* insert OutGroup(item, 1, *, [[每个项目的判定。The answer for each item.]])
* insert OutPart(code, 1, 1, Coding, [[项目。The item.]])
* insert OutPart(outcome, 1, 1, code, [[可互认，或不可互认的原因。Recognised, or why not.]])
* insert OutPart(report, 0, 1, Reference, [[报告。The report.]])
* insert OutPart(expires, 0, 1, dateTime, [[互认有效期至。Recognised until.]])

Instance: find-recognizable
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(FindRecognizable, find-recognizable, find-recognizable, DiagnosticReport, [[查找可互认的结果。Find results that can be recognised.]])
* insert Reads
* insert OnType
* insert In(patient, 1, 1, Reference, [[居民。The patient.]])
* insert In(item, 1, *, Coding, [[需要的项目。Wanted items.]])
* insert In(requester, 1, 1, Reference, [[申请机构。The requesting institution.]])
* insert In(time, 0, 1, dateTime, [[以何时为准，缺省为现在。As of when; now by default.]])
* insert RecognitionAnswer

Instance: check-duplicate
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(CheckDuplicate, check-duplicate, check-duplicate, ServiceRequest, [[开单前检查是否有可互认的结果。Before an order: is there a result to recognise?]])
* insert Reads
* insert OnBoth
* insert In(request, 0, 1, ServiceRequest, [[拟开的申请。The order.]])
* insert RecognitionAnswer

Instance: recognize
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(Recognize, recognize, recognize, DiagnosticReport, [[记录以此结果代替新的检查检验。Record that a result is used instead of a new test.]])
* insert Changes
* insert OnInstance
* insert In(encounter, 1, 1, Reference, [[就诊。The encounter.]])
* insert In(requester, 1, 1, Reference, [[采用的机构或医师。Who used it.]])
* insert In(saved, 0, 1, Money, [[节省的费用。Fees saved.]])
* insert Out(return, 1, 1, Provenance, [[记录。The record.]])

Instance: refuse-recognition
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(RefuseRecognition, refuse-recognition, refuse-recognition, DiagnosticReport, [[记录不予互认及其原因。Record why a test is repeated.]])
* insert Changes
* insert OnInstance
* insert In(encounter, 1, 1, Reference, [[就诊。The encounter.]])
* insert In(requester, 1, 1, Reference, [[决定的机构或医师。Who refused.]])
* insert In(reason, 1, 1, Coding, [[原因。Why.]])
* insert Bound(recognition-refusal)
* insert In(note, 0, 1, string, [[说明；原因为“其他”时必填。Explanation; required for 'other'.]])
* insert Out(return, 1, 1, Provenance, [[记录。The record.]])

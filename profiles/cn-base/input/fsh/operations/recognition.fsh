// 检查检验结果互认 / mutual recognition of results

RuleSet: RecognitionAnswer
* insert OutGroup(item, 1, *, [[每个项目的判定。The answer for each item.]])
* insert OutPart(code, 1, 1, Coding, [[所问的项目。The item that was asked for.]])
* insert OutPart(listed, 0, 1, Coding, [[目录中的项目。The item of the catalogue.]])
* insert OutPart(outcome, 1, 1, code, [[可互认，或不可互认的第一个原因。Recognised, or the first reason why not.]])
* insert OutPart(reason, 0, *, CodeableConcept, [[不可互认的全部原因，中英文。Every reason why not, in Chinese and English.]])
* insert OutPart(report, 0, 1, Reference, [[报告；不可互认时为最近的一份。The report; the newest where none is recognised.]])
* insert OutPart(study, 0, *, Reference, [[影像。Its images.]])
* insert OutPart(expires, 0, 1, dateTime, [[互认有效期至。Recognised until.]])
* insert OutPart(fee, 0, 1, Money, [[目录中的费用。The fee of the catalogue.]])

Instance: find-recognizable
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(FindRecognizable, find-recognizable, find-recognizable, DiagnosticReport, [[查找可互认的结果。Find results that can be recognised.]])
* insert Reads
* insert OnType
* insert In(patient, 1, 1, Reference, [[居民。The patient.]])
* insert In(item, 1, *, Coding, [[需要的项目：目录、LOINC 或对照到目录的本地代码。Wanted items: of the catalogue, of LOINC, or local ones that a ConceptMap leads to it.]])
* insert In(requester, 1, 1, Reference, [[申请机构。The requesting institution.]])
* insert In(time, 0, 1, dateTime, [[以何时为准，缺省为现在。As of when; now by default.]])
* insert RecognitionAnswer

Instance: check-duplicate
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(CheckDuplicate, check-duplicate, check-duplicate, ServiceRequest, [[开单前检查是否有可互认的结果。Before an order: is there a result to recognise?]])
* insert Reads
* insert OnBoth
* insert In(request, 0, 1, ServiceRequest, [[拟开的申请；对已存的申请调用时不给。The order; not given where it is called on a stored one.]])
* insert RecognitionAnswer

Instance: recognize
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(Recognize, recognize, recognize, DiagnosticReport, [[记录以此结果代替新的检查检验。Record that a result is used instead of a new test.]])
* insert Changes
* insert OnInstance
* insert In(encounter, 1, 1, Reference, [[就诊。The encounter.]])
* insert In(requester, 1, 1, Reference, [[采用的机构或医师。Who used it.]])
* insert In(item, 0, 1, Coding, [[采用的项目，缺省为报告的项目。The item that is used; that of the report by default.]])
* insert In(saved, 0, 1, Money, [[节省的费用（人民币），缺省为目录中的费用。Fees saved, in yuan; the fee of the catalogue by default.]])
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
* insert In(item, 0, 1, Coding, [[不予互认的项目，缺省为报告的项目。The item that is repeated; that of the report by default.]])
* insert Out(return, 1, 1, Provenance, [[记录。The record.]])

Instance: recognition-measures
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(RecognitionMeasures, recognition-measures, recognition-measures, DiagnosticReport, [[互认统计：按机构和月份的互认数、不予互认数及原因、节省费用。Figures by institution and month: recognised, refused by reason, fees saved.]])
* insert Reads
* insert OnType
* insert In(start, 1, 1, date, [[起始日，含当日；月份按中国时间。First day; months are those of China.]])
* insert In(end, 1, 1, date, [[终止日，含当日。Last day.]])
* insert In(organization, 0, *, Reference, [[机构，缺省为全部。Institutions; all by default.]])
* insert Out(return, 1, 1, Bundle, [[每个机构每月一份 MeasureReport。A MeasureReport for each institution and month.]])

Instance: recognized-trend
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(RecognizedTrend, recognized-trend, recognized-trend, Observation, [[已互认或可互认的数值结果的趋势，单位已换算。Trend of numeric results that were or can be recognised, in one unit.]])
* insert Reads
* insert OnType
* insert In(patient, 1, 1, Reference, [[居民。The patient.]])
* insert In(code, 1, *, Coding, [[项目。Items.]])
* insert In(requester, 1, 1, Reference, [[查看的机构。The institution that looks.]])
* insert In(unit, 0, 1, string, [[单位（UCUM），缺省为目录中的单位或最近结果的单位。Unit of UCUM; by default that of the catalogue, or of the newest result.]])
* insert In(start, 0, 1, dateTime, [[起。From.]])
* insert In(end, 0, 1, dateTime, [[止，缺省为现在。Until; now by default.]])
* insert OutGroup(series, 1, *, [[每个项目一个序列，按时间先后。A series for each item, the oldest first.]])
* insert OutPart(code, 1, 1, Coding, [[所问的项目。The item that was asked for.]])
* insert OutPart(unit, 0, 1, string, [[序列的单位。The unit of the series.]])
* parameter[=].part[+].name = #point
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "*"
* parameter[=].part[=].documentation = "一个结果。A result."
* insert OutPoint(time, 1, 1, dateTime, [[何时。When.]])
* insert OutPoint(value, 1, 1, Quantity, [[换算后的值。The value, converted.]])
* insert OutPoint(observation, 1, 1, Reference, [[原结果。The result as it was told.]])
* insert OutPoint(report, 1, 1, Reference, [[报告。Its report.]])
* insert OutPoint(recognised, 1, 1, boolean, [[是否已被采用。Whether it has been used already.]])

RuleSet: OutPoint(name, min, max, type, documentation)
* parameter[=].part[=].part[+].name = #{name}
* parameter[=].part[=].part[=].use = #out
* parameter[=].part[=].part[=].min = {min}
* parameter[=].part[=].part[=].max = "{max}"
* parameter[=].part[=].part[=].type = #{type}
* parameter[=].part[=].part[=].documentation = "{documentation}"

Instance: recognition-report
InstanceOf: Measure
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/Measure/recognition-report"
* version = "0.1.0"
* name = "Recognition"
* title = "检查检验结果互认统计。Mutual recognition of results."
* status = #active
* experimental = false
* publisher = "FhirHub"
* description = "按机构和月份：互认数、不予互认数及原因、节省费用。By institution and month: recognised, refused by reason, fees saved."
* group[0].code = $recognition-measure#recognised
* group[1].code = $recognition-measure#refused
* group[1].stratifier.code = $recognition-measure#refusal-reason
* group[1].stratifier.criteria.language = #text/fhirpath
* group[1].stratifier.criteria.expression = "Provenance.reason"
* group[2].code = $recognition-measure#fees-saved

CodeSystem: RecognitionScopeCodes
Id: recognition-scope
Title: "互认范围"
Description: "结果在何范围内互认。Where a result is recognised."
* insert CodeSystemHead
* #national "全国"
* #national ^designation[+].language = #en
* #national ^designation[=].value = "Nation"
* #region "跨省区域"
* #region ^designation[+].language = #en
* #region ^designation[=].value = "Several provinces"
* #province "全省"
* #province ^designation[+].language = #en
* #province ^designation[=].value = "Province"
* #city "全市"
* #city ^designation[+].language = #en
* #city ^designation[=].value = "City"
* #alliance "医联体内"
* #alliance ^designation[+].language = #en
* #alliance ^designation[=].value = "Alliance"
* #county-group "县域医疗集团（医共体）内"
* #county-group ^designation[+].language = #en
* #county-group ^designation[=].value = "County medical group"

ValueSet: RecognitionScope
Id: recognition-scope
Title: "互认范围"
Description: "结果在何范围内互认。Where a result is recognised."
* insert ValueSetHead
* include codes from system RecognitionScopeCodes

CodeSystem: RecognitionOutcomeCodes
Id: recognition-outcome
Title: "互认判定"
Description: "可互认，或不可互认的原因。Recognised, or why not."
* insert CodeSystemHead
* #recognised "可互认"
* #recognised ^designation[+].language = #en
* #recognised ^designation[=].value = "Recognised"
* #outside-scope "不在互认范围"
* #outside-scope ^designation[+].language = #en
* #outside-scope ^designation[=].value = "Outside the scope"
* #expired "超出有效期"
* #expired ^designation[+].language = #en
* #expired ^designation[=].value = "Expired"
* #not-listed "项目不在目录"
* #not-listed ^designation[+].language = #en
* #not-listed ^designation[=].value = "Not listed"
* #no-quality-mark "无质控互认标识"
* #no-quality-mark ^designation[+].language = #en
* #no-quality-mark ^designation[=].value = "No quality mark"
* #preliminary "非正式结果"
* #preliminary ^designation[+].language = #en
* #preliminary ^designation[=].value = "Preliminary result"
* #other-method "方法不同"
* #other-method ^designation[+].language = #en
* #other-method ^designation[=].value = "Other method"
* #other-unit "单位不同"
* #other-unit ^designation[+].language = #en
* #other-unit ^designation[=].value = "Other unit"
* #other-range "参考范围不可比"
* #other-range ^designation[+].language = #en
* #other-range ^designation[=].value = "Reference range not comparable"
* #institution "机构未参与互认"
* #institution ^designation[+].language = #en
* #institution ^designation[=].value = "An institution does not take part"
* #share-only "只共享，不互认"
* #share-only ^designation[+].language = #en
* #share-only ^designation[=].value = "Shared only, not recognised"
* #no-result "没有该项目的结果"
* #no-result ^designation[+].language = #en
* #no-result ^designation[=].value = "No result of the item"

ValueSet: RecognitionOutcome
Id: recognition-outcome
Title: "互认判定"
Description: "可互认，或不可互认的原因。Recognised, or why not."
* insert ValueSetHead
* include codes from system RecognitionOutcomeCodes

CodeSystem: RecognitionRefusalCodes
Id: recognition-refusal
Title: "不予互认原因"
Description: "按2022年国家互认办法的缺省原因。Reasons to repeat a test, after the national rules of 2022."
* insert CodeSystemHead
* #changed-condition "因病情变化，已有结果难以反映患者当前实际病情"
* #changed-condition ^designation[+].language = #en
* #changed-condition ^designation[=].value = "The condition has changed"
* #fast-changing "项目在疾病发展演变过程中变化较快"
* #fast-changing ^designation[+].language = #en
* #fast-changing ^designation[=].value = "The item changes fast"
* #decisive "项目对疾病诊疗意义重大"
* #decisive ^designation[+].language = #en
* #decisive ^designation[=].value = "The item is decisive for treatment"
* #emergency "患者处于急诊、急救等紧急状态"
* #emergency ^designation[+].language = #en
* #emergency ^designation[=].value = "Emergency"
* #appraisal "涉及司法、伤残及病退等鉴定"
* #appraisal ^designation[+].language = #en
* #appraisal ^designation[=].value = "Forensic or disability appraisal"
* #other "其他确需复查的情形"
* #other ^designation[+].language = #en
* #other ^designation[=].value = "Other"

ValueSet: RecognitionRefusal
Id: recognition-refusal
Title: "不予互认原因"
Description: "按2022年国家互认办法的缺省原因。Reasons to repeat a test, after the national rules of 2022."
* insert ValueSetHead
* include codes from system RecognitionRefusalCodes

CodeSystem: RecognitionMeasureCodes
Id: recognition-measure
Title: "互认统计项"
Description: "互认统计报告的分组。Groups of the report on recognition."
* insert CodeSystemHead
* #recognised "已互认"
* #recognised ^designation[+].language = #en
* #recognised ^designation[=].value = "Recognised"
* #refused "不予互认"
* #refused ^designation[+].language = #en
* #refused ^designation[=].value = "Refused"
* #fees-saved "节省费用"
* #fees-saved ^designation[+].language = #en
* #fees-saved ^designation[=].value = "Fees saved"
* #refusal-reason "不予互认原因"
* #refusal-reason ^designation[+].language = #en
* #refusal-reason ^designation[=].value = "Reason of the refusal"

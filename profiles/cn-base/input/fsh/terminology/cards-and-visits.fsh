CodeSystem: CardKindCodes
Id: card-kind
Title: "卡（码）种类"
Description: "居民的卡和码。Kinds of cards and codes."
* insert CodeSystemHead
* #resident-health-card "居民健康卡"
* #resident-health-card ^designation[+].language = #en
* #resident-health-card ^designation[=].value = "Resident health card"
* #electronic-health-card "电子健康卡（码）"
* #electronic-health-card ^designation[+].language = #en
* #electronic-health-card ^designation[=].value = "Electronic health card"
* #social-security-card "社会保障卡"
* #social-security-card ^designation[+].language = #en
* #social-security-card ^designation[=].value = "Social-security card"
* #electronic-social-security-card "电子社保卡"
* #electronic-social-security-card ^designation[+].language = #en
* #electronic-social-security-card ^designation[=].value = "Electronic social-security card"
* #insurance-e-voucher "医保电子凭证"
* #insurance-e-voucher ^designation[+].language = #en
* #insurance-e-voucher ^designation[=].value = "Medical-insurance e-voucher"
* #insurance-card "医疗保障卡"
* #insurance-card ^designation[+].language = #en
* #insurance-card ^designation[=].value = "Medical-insurance card"
* #citizen-card "市民卡"
* #citizen-card ^designation[+].language = #en
* #citizen-card ^designation[=].value = "Citizen card"
* #visit-card "就诊卡"
* #visit-card ^designation[+].language = #en
* #visit-card ^designation[=].value = "Hospital visit card"
* #bank-card "银行卡"
* #bank-card ^designation[+].language = #en
* #bank-card ^designation[=].value = "Bank card"

ValueSet: CardKind
Id: card-kind
Title: "卡（码）种类"
Description: "居民的卡和码。Kinds of cards and codes."
* insert ValueSetHead
* include codes from system CardKindCodes

CodeSystem: CardStateCodes
Id: card-state
Title: "卡状态"
Description: "健康卡的状态。States of a health card."
* insert CodeSystemHead
* #active "正常"
* #active ^designation[+].language = #en
* #active ^designation[=].value = "Active"
* #suspended "挂失或停用"
* #suspended ^designation[+].language = #en
* #suspended ^designation[=].value = "Suspended"
* #replaced "已换发"
* #replaced ^designation[+].language = #en
* #replaced ^designation[=].value = "Replaced"
* #unbound "已解绑"
* #unbound ^designation[+].language = #en
* #unbound ^designation[=].value = "Unbound"
* #cancelled "注销"
* #cancelled ^designation[+].language = #en
* #cancelled ^designation[=].value = "Cancelled"

ValueSet: CardState
Id: card-state
Title: "卡状态"
Description: "健康卡的状态。States of a health card."
* insert ValueSetHead
* include codes from system CardStateCodes

CodeSystem: SourceReservationCodes
Id: source-reservation
Title: "号源预留对象"
Description: "为谁预留的号源。For whom a source is reserved."
* insert CodeSystemHead
* #primary-care "基层医疗机构"
* #primary-care ^designation[+].language = #en
* #primary-care ^designation[=].value = "Primary care institutions"
* #family-doctor "家庭医生"
* #family-doctor ^designation[+].language = #en
* #family-doctor ^designation[=].value = "Family doctors"
* #referral "转诊患者"
* #referral ^designation[+].language = #en
* #referral ^designation[=].value = "Referred patients"

ValueSet: SourceReservation
Id: source-reservation
Title: "号源预留对象"
Description: "为谁预留的号源。For whom a source is reserved."
* insert ValueSetHead
* include codes from system SourceReservationCodes

CodeSystem: VisitKindCodes
Id: visit-kind
Title: "就诊类型"
Description: "初诊与复诊；线上只许复诊。First and follow-up visits; online only the latter."
* insert CodeSystemHead
* #first "初诊"
* #first ^designation[+].language = #en
* #first ^designation[=].value = "First visit"
* #follow-up "复诊"
* #follow-up ^designation[+].language = #en
* #follow-up ^designation[=].value = "Follow-up visit"
* #referred "转诊"
* #referred ^designation[+].language = #en
* #referred ^designation[=].value = "Referred visit"
* #physical-examination "体检"
* #physical-examination ^designation[+].language = #en
* #physical-examination ^designation[=].value = "Physical examination"

ValueSet: VisitKind
Id: visit-kind
Title: "就诊类型"
Description: "初诊与复诊；线上只许复诊。First and follow-up visits; online only the latter."
* insert ValueSetHead
* include codes from system VisitKindCodes

ValueSet: CnEncounterClass
Id: cn-encounter-class
Title: "就诊类别"
Description: "门诊、急诊、住院、观察、线上、上门、院前。Outpatient, emergency, inpatient, observation, virtual, home, field."
* insert ValueSetHead
* $v3-ActCode#AMB "ambulatory"
* $v3-ActCode#EMER "emergency"
* $v3-ActCode#IMP "inpatient encounter"
* $v3-ActCode#OBSENC "observation encounter"
* $v3-ActCode#VR "virtual"
* $v3-ActCode#HH "home health"
* $v3-ActCode#FLD "field"

ValueSet: CnDiagnosis
Id: cn-diagnosis
Title: "疾病诊断"
Description: "ICD-10（国家临床版）；名单由运营方导入。ICD-10, national clinical edition; the operator loads the licensed list."
* insert ValueSetHead
* include codes from system $icd-10

ValueSet: CnProcedure
Id: cn-procedure
Title: "手术操作"
Description: "ICD-9-CM-3；名单由运营方导入。ICD-9-CM-3; the operator loads the list."
* insert ValueSetHead
* include codes from system $icd-9-cm

CodeSystem: CardStepCodes
Id: card-step
Title: "卡可用于的就诊环节"
Description: "一张卡（码）可用于的就诊环节。Steps of a visit that a card serves for."
* insert CodeSystemHead
* #booking "预约挂号"
* #booking ^designation[+].language = #en
* #booking ^designation[=].value = "Booking"
* #check-in "报到"
* #check-in ^designation[+].language = #en
* #check-in ^designation[=].value = "Check-in"
* #payment "缴费"
* #payment ^designation[+].language = #en
* #payment ^designation[=].value = "Payment"
* #results "查询报告"
* #results ^designation[+].language = #en
* #results ^designation[=].value = "Results"
* #records "调阅档案"
* #records ^designation[+].language = #en
* #records ^designation[=].value = "Records"

ValueSet: CardStep
Id: card-step
Title: "卡可用于的就诊环节"
Description: "一张卡（码）可用于的就诊环节。Steps of a visit that a card serves for."
* insert ValueSetHead
* include codes from system CardStepCodes

CodeSystem: CardCodeFormatCodes
Id: card-code-format
Title: "健康卡码的形式"
Description: "健康卡码以文本或二维码图像给出。How a code is given."
* insert CodeSystemHead
* #token "文本"
* #token ^designation[+].language = #en
* #token ^designation[=].value = "Text"
* #png "PNG 图像"
* #png ^designation[+].language = #en
* #png ^designation[=].value = "PNG image"
* #svg "SVG 图像"
* #svg ^designation[+].language = #en
* #svg ^designation[=].value = "SVG image"

ValueSet: CardCodeFormat
Id: card-code-format
Title: "健康卡码的形式"
Description: "健康卡码以文本或二维码图像给出。How a code is given."
* insert ValueSetHead
* include codes from system CardCodeFormatCodes

CodeSystem: MergeStateCodes
Id: merge-state
Title: "合并状态"
Description: "居民记录合并的状态。What became of a merge of records."
* insert CodeSystemHead
* #undone "已撤销"
* #undone ^designation[+].language = #en
* #undone ^designation[=].value = "Undone"

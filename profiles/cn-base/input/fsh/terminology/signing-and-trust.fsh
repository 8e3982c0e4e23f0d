CodeSystem: SigningGroupCodes
Id: signing-group
Title: "签约重点人群"
Description: "优先签约的七类人群。The seven priority groups of family-doctor signing."
* insert CodeSystemHead
* #elderly "老年人"
* #elderly ^designation[+].language = #en
* #elderly ^designation[=].value = "Elderly"
* #maternal "孕产妇"
* #maternal ^designation[+].language = #en
* #maternal ^designation[=].value = "Pregnant and lying-in women"
* #child "儿童"
* #child ^designation[+].language = #en
* #child ^designation[=].value = "Children"
* #disabled "残疾人"
* #disabled ^designation[+].language = #en
* #disabled ^designation[=].value = "Disabled"
* #chronic "慢性病患者"
* #chronic ^designation[+].language = #en
* #chronic ^designation[=].value = "Chronic patients"
* #severe-mental "严重精神障碍患者"
* #severe-mental ^designation[+].language = #en
* #severe-mental ^designation[=].value = "Patients with severe mental disorders"
* #referred-down "上级及大医院下转病人"
* #referred-down ^designation[+].language = #en
* #referred-down ^designation[=].value = "Patients referred down"

ValueSet: SigningGroup
Id: signing-group
Title: "签约重点人群"
Description: "优先签约的七类人群。The seven priority groups of family-doctor signing."
* insert ValueSetHead
* include codes from system SigningGroupCodes

CodeSystem: SigningServiceCodes
Id: signing-service
Title: "签约服务项目"
Description: "家庭医生签约的线上服务。Services of a signed family doctor."
* insert CodeSystemHead
* #consultation "健康咨询"
* #consultation ^designation[+].language = #en
* #consultation ^designation[=].value = "Health consultation"
* #referral-booking "预约转诊"
* #referral-booking ^designation[+].language = #en
* #referral-booking ^designation[=].value = "Referral booking"
* #chronic-follow-up "慢性病随访"
* #chronic-follow-up ^designation[+].language = #en
* #chronic-follow-up ^designation[=].value = "Chronic follow-up"
* #health-management "健康管理"
* #health-management ^designation[+].language = #en
* #health-management ^designation[=].value = "Health management"
* #record-access "电子健康档案开放及检查检验结果查询"
* #record-access ^designation[+].language = #en
* #record-access ^designation[=].value = "Record and result access"
* #extended-prescription "延伸处方"
* #extended-prescription ^designation[+].language = #en
* #extended-prescription ^designation[=].value = "Extended prescription"
* #online-payment "在线支付"
* #online-payment ^designation[+].language = #en
* #online-payment ^designation[=].value = "Online payment"

ValueSet: SigningService
Id: signing-service
Title: "签约服务项目"
Description: "家庭医生签约的线上服务。Services of a signed family doctor."
* insert ValueSetHead
* include codes from system SigningServiceCodes

CodeSystem: SigningPayerCodes
Id: signing-payer
Title: "签约服务费分担方"
Description: "医保基金、基本公共卫生服务经费、签约居民。Payers of the signing fee."
* insert CodeSystemHead
* #insurance-fund "医保基金"
* #insurance-fund ^designation[+].language = #en
* #insurance-fund ^designation[=].value = "Insurance fund"
* #public-health-fund "基本公共卫生服务经费"
* #public-health-fund ^designation[+].language = #en
* #public-health-fund ^designation[=].value = "Basic public health funds"
* #resident "签约居民"
* #resident ^designation[+].language = #en
* #resident ^designation[=].value = "Signed resident"

ValueSet: SigningPayer
Id: signing-payer
Title: "签约服务费分担方"
Description: "医保基金、基本公共卫生服务经费、签约居民。Payers of the signing fee."
* insert ValueSetHead
* include codes from system SigningPayerCodes

CodeSystem: SigningIndicatorCodes
Id: signing-indicator
Title: "签约服务考核指标"
Description: "签约服务评价考核的六项核心指标。The six performance indicators of signing."
* insert CodeSystemHead
* #number-and-structure "签约对象数量与构成"
* #number-and-structure ^designation[+].language = #en
* #number-and-structure ^designation[=].value = "Number and structure of the signed"
* #quality "服务质量"
* #quality ^designation[+].language = #en
* #quality ^designation[=].value = "Quality of service"
* #management-effect "健康管理效果"
* #management-effect ^designation[+].language = #en
* #management-effect ^designation[=].value = "Effect of health management"
* #satisfaction "居民满意度"
* #satisfaction ^designation[+].language = #en
* #satisfaction ^designation[=].value = "Satisfaction of residents"
* #cost-control "医药费用控制"
* #cost-control ^designation[+].language = #en
* #cost-control ^designation[=].value = "Control of medical costs"
* #primary-care-share "签约居民基层就诊比例"
* #primary-care-share ^designation[+].language = #en
* #primary-care-share ^designation[=].value = "Share of visits in primary care"

CodeSystem: PlanKindCodes
Id: plan-kind
Title: "计划类别"
Description: "签约、康复、慢病管理。Kinds of care plans."
* insert CodeSystemHead
* #family-doctor-signing "家庭医生签约"
* #family-doctor-signing ^designation[+].language = #en
* #family-doctor-signing ^designation[=].value = "Family-doctor signing"
* #rehabilitation "后续治疗与康复方案"
* #rehabilitation ^designation[+].language = #en
* #rehabilitation ^designation[=].value = "Further treatment and rehabilitation"
* #chronic-disease "慢性病管理"
* #chronic-disease ^designation[+].language = #en
* #chronic-disease ^designation[=].value = "Chronic disease management"
* #integrated-care "一体化照护方案"
* #integrated-care ^designation[+].language = #en
* #integrated-care ^designation[=].value = "Integrated care"

ValueSet: PlanKind
Id: plan-kind
Title: "计划类别"
Description: "签约、康复、慢病管理。Kinds of care plans."
* insert ValueSetHead
* include codes from system PlanKindCodes

CodeSystem: ConsentKindCodes
Id: consent-kind
Title: "知情同意类别"
Description: "转诊、线上诊疗、档案共享。Kinds of consent."
* insert CodeSystemHead
* #referral "转诊知情同意"
* #referral ^designation[+].language = #en
* #referral ^designation[=].value = "Referral"
* #online-care "互联网诊疗知情同意"
* #online-care ^designation[+].language = #en
* #online-care ^designation[=].value = "Online care"
* #record-sharing "健康档案共享授权"
* #record-sharing ^designation[+].language = #en
* #record-sharing ^designation[=].value = "Sharing of the record"
* #signing "签约知情同意"
* #signing ^designation[+].language = #en
* #signing ^designation[=].value = "Family-doctor signing"

ValueSet: ConsentKind
Id: consent-kind
Title: "知情同意类别"
Description: "转诊、线上诊疗、档案共享。Kinds of consent."
* insert ValueSetHead
* include codes from system ConsentKindCodes

CodeSystem: TraceEventCodes
Id: trace-event
Title: "痕迹事件"
Description: "除 FHIR 交互之外须留痕的事件。Events to trace beside the interactions of FHIR."
* insert CodeSystemHead
* #card-issued "健康卡发放"
* #card-issued ^designation[+].language = #en
* #card-issued ^designation[=].value = "Health card issued"
* #card-suspended "健康卡挂失"
* #card-suspended ^designation[+].language = #en
* #card-suspended ^designation[=].value = "Health card suspended"
* #card-bound "卡绑定"
* #card-bound ^designation[+].language = #en
* #card-bound ^designation[=].value = "Card bound"
* #card-unbound "卡解绑"
* #card-unbound ^designation[+].language = #en
* #card-unbound ^designation[=].value = "Card unbound"
* #card-code-made "健康卡码生成"
* #card-code-made ^designation[+].language = #en
* #card-code-made ^designation[=].value = "Code of a health card made"
* #records-merged "居民记录合并"
* #records-merged ^designation[+].language = #en
* #records-merged ^designation[=].value = "Records merged"
* #records-unmerged "居民记录合并撤销"
* #records-unmerged ^designation[+].language = #en
* #records-unmerged ^designation[=].value = "Merge of records undone"
* #card-resolved "健康卡识读"
* #card-resolved ^designation[+].language = #en
* #card-resolved ^designation[=].value = "Health card resolved"
* #persons-matched "居民匹配"
* #persons-matched ^designation[+].language = #en
* #persons-matched ^designation[=].value = "Persons matched"
* #record-viewed "查阅档案"
* #record-viewed ^designation[+].language = #en
* #record-viewed ^designation[=].value = "Record viewed"
* #break-glass "紧急越权访问"
* #break-glass ^designation[+].language = #en
* #break-glass ^designation[=].value = "Emergency access"
* #referral-step "转诊流转"
* #referral-step ^designation[+].language = #en
* #referral-step ^designation[=].value = "Step of a referral"
* #booking-step "预约流转"
* #booking-step ^designation[+].language = #en
* #booking-step ^designation[=].value = "Step of a booking"
* #prescription-step "处方流转"
* #prescription-step ^designation[+].language = #en
* #prescription-step ^designation[=].value = "Step of a prescription"
* #recognition-used "结果互认"
* #recognition-used ^designation[+].language = #en
* #recognition-used ^designation[=].value = "Result recognised"
* #recognition-refused "不予互认"
* #recognition-refused ^designation[+].language = #en
* #recognition-refused ^designation[=].value = "Recognition refused"
* #export "数据导出"
* #export ^designation[+].language = #en
* #export ^designation[=].value = "Export of data"

ValueSet: TraceEvent
Id: trace-event
Title: "痕迹事件"
Description: "除 FHIR 交互之外须留痕的事件。Events to trace beside the interactions of FHIR."
* insert ValueSetHead
* include codes from system TraceEventCodes

ValueSet: TraceSubtype
Id: trace-subtype
Title: "痕迹记录的细类"
Description: "本包的痕迹事件，或 FHIR 的审计细类。Trace events of this package, or audit sub-types of FHIR."
* insert ValueSetHead
* include codes from system TraceEventCodes
* include codes from valueset http://hl7.org/fhir/ValueSet/audit-event-sub-type

ValueSet: TraceActivity
Id: trace-activity
Title: "来源记录的活动"
Description: "本包的痕迹事件，或 FHIR 的活动类型。Trace events of this package, or activity types of FHIR."
* insert ValueSetHead
* include codes from system TraceEventCodes
* include codes from valueset http://hl7.org/fhir/ValueSet/provenance-activity-type

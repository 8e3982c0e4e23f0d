// 转诊示例：社区上转、医院下转 / a referral up and one down

Instance: composition-summary
InstanceOf: CnComposition
Usage: #example
Title: "上转病情摘要"
* status = #final
* type = $loinc#57133-1 "Referral note"
* subject = Reference(patient-wang-xiulan)
* date = "2026-11-05T09:18:00+08:00"
* author = Reference(practitioner-li-min)
* title = "转诊病情摘要"
* custodian = Reference(org-pingyang-community)
* section.title = "主诉与现病史"
* section.text.status = #additional
* section.text.div = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>胸闷胸痛反复发作三天，活动后加重，血压 182/104 mmHg。</p></div>"

Instance: consent-referral
InstanceOf: CnConsent
Usage: #example
Title: "转诊知情同意"
* status = #active
* scope = $consentscope#patient-privacy "Privacy Consent"
* category = $consent-kind#referral "转诊知情同意"
* patient = Reference(patient-wang-xiulan)
* dateTime = "2026-11-05T09:15:00+08:00"
* performer = Reference(patient-wang-xiulan)
* organization = Reference(org-pingyang-community)
* policyRule.text = "转诊知情同意书"

Instance: referral-up
InstanceOf: CnReferral
Usage: #example
Title: "社区上转医院"
* extension[direction].valueCoding = $direction#up "上转"
* extension[levelByLevel].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/level-by-level#exempt "越级（急诊豁免）"
* extension[priority][0].valueCoding = $referral-priority#booking "优先预约"
* extension[priority][1].valueCoding = $referral-priority#admission "优先住院"
* extension[patientChoice].valueReference = Reference(org-bingzhou-central)
* extension[expertRecommendation].valueReference = Reference(practitioner-wang-jianguo)
* identifier[referralNumber].value = "ZZ-140105-20261105-0001"
* status = #active
* intent = #order
* category = $collaboration#referral "转诊"
* priority = #urgent
* code = $referral-reason#acute-severe "急重症"
* subject = Reference(patient-wang-xiulan)
* encounter = Reference(encounter-community)
* authoredOn = "2026-11-05T09:20:00+08:00"
* requester = Reference(practitioner-li-min)
* performerType = $department#03.04 "心血管内科"
* performer = Reference(org-bingzhou-central)
* reasonReference = Reference(condition-angina)
* supportingInfo[0] = Reference(composition-summary)
* supportingInfo[1] = Reference(consent-referral)

Instance: task-referral-up
InstanceOf: CnReferralTask
Usage: #example
Title: "上转任务已接诊"
* extension[receiver].valueReference = Reference(org-bingzhou-central)
* extension[coordinator].valueReference = Reference(practitioner-wang-jianguo)
* extension[escalated].valueInstant = "2026-11-06T09:20:00+08:00"
* extension[pack].valueCode = #shanxi
* status = #in-progress
* intent = #order
* businessStatus = $referral-state#admitted "已接诊"
* focus = Reference(referral-up)
* for = Reference(patient-wang-xiulan)
* authoredOn = "2026-11-05T09:20:00+08:00"
* lastModified = "2026-11-06T10:00:00+08:00"
* requester = Reference(org-pingyang-community)
* owner = Reference(org-bingzhou-central)
* restriction.period.start = "2026-11-06T10:00:00+08:00"
* restriction.period.end = "2026-12-06T10:00:00+08:00"

Instance: careplan-rehabilitation
InstanceOf: CnCarePlan
Usage: #example
Title: "后续治疗与康复方案"
* status = #active
* intent = #plan
* category = $plan-kind#rehabilitation "后续治疗与康复方案"
* title = "冠心病支架术后社区康复"
* subject = Reference(patient-wang-xiulan)
* period.start = "2026-11-13"
* period.end = "2027-02-13"
* author = Reference(practitioner-wang-jianguo)
* activity[0].detail.status = #scheduled
* activity[0].detail.description = "双联抗血小板治疗，每两周随访血压和心率"
* activity[1].detail.status = #scheduled
* activity[1].detail.description = "循序渐进步行训练，每日 30 分钟"

Instance: referral-down
InstanceOf: CnReferral
Usage: #example
Title: "医院下转社区"
* extension[direction].valueCoding = $direction#down "下转"
* identifier[referralNumber].value = "ZZ-140105-20261113-0002"
* status = #active
* intent = #order
* category = $collaboration#referral "转诊"
* code = $referral-reason#recovery "恢复期康复"
* subject = Reference(patient-wang-xiulan)
* encounter = Reference(encounter-inpatient)
* authoredOn = "2026-11-13T11:00:00+08:00"
* requester = Reference(practitioner-wang-jianguo)
* performer = Reference(org-pingyang-community)
* supportingInfo = Reference(careplan-rehabilitation)

Instance: request-remote-ecg
InstanceOf: CnServiceRequest
Usage: #example
Title: "基层检查、上级诊断：远程心电"
* identifier[orderNumber].value = "SQ20261105007"
* status = #active
* intent = #order
* category = $collaboration#remote-ecg "远程心电诊断"
* code = $loinc#11524-6 "EKG study"
* subject = Reference(patient-wang-xiulan)
* authoredOn = "2026-11-05T09:10:00+08:00"
* requester = Reference(practitioner-li-min)
* performer = Reference(service-remote-ecg)

Instance: careteam-pingyang
InstanceOf: CnCareTeam
Usage: #example
Title: "专科与全科结合的家庭医生团队"
* status = #active
* name = "平阳路家庭医生第三团队"
* participant[0].role = $function#general-practitioner "全科医师"
* participant[0].member = Reference(practitioner-li-min)
* participant[1].role = $function#technical-expert "技术指导专家"
* participant[1].member = Reference(practitioner-wang-jianguo)
* managingOrganization = Reference(org-pingyang-community)

Instance: signing-wang-xiulan
InstanceOf: CnFamilyDoctorSigning
Usage: #example
Title: "家庭医生签约"
* extension[payer][0].extension[payer].valueCoding = $signing-payer#insurance-fund "医保基金"
* extension[payer][0].extension[amount].valueMoney.value = 5.00
* extension[payer][0].extension[amount].valueMoney.currency = #CNY
* extension[payer][1].extension[payer].valueCoding = $signing-payer#public-health-fund "基本公共卫生服务经费"
* identifier[contractNumber].value = "QY-140105-2026-000321"
* status = #active
* intent = #plan
* category[kind] = $plan-kind#family-doctor-signing "家庭医生签约"
* category[group] = $signing-group#chronic "慢性病患者"
* title = "家庭医生签约服务协议"
* subject = Reference(patient-wang-xiulan)
* period.start = "2026-01-01"
* period.end = "2026-12-31"
* author = Reference(practitioner-li-min)
* careTeam = Reference(careteam-pingyang)
* activity[0].detail.code = $signing-service#consultation "健康咨询"
* activity[0].detail.status = #in-progress
* activity[1].detail.code = $signing-service#referral-booking "预约转诊"
* activity[1].detail.status = #in-progress
* activity[2].detail.code = $signing-service#extended-prescription "延伸处方"
* activity[2].detail.status = #scheduled

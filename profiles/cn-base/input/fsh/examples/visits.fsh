// 就诊与诊断示例 / visits and diagnoses

Instance: condition-hypertension
InstanceOf: CnCondition
Usage: #example
Title: "高血压"
* clinicalStatus = $condition-clinical#active
* verificationStatus = $condition-ver-status#confirmed
* category = $condition-category#problem-list-item
* code = $icd-10#I10 "Essential (primary) hypertension"
* code.text = "高血压病3级（极高危）"
* subject = Reference(patient-wang-xiulan)
* onsetDateTime = "2015-04"
* recordedDate = "2026-11-05"

Instance: condition-angina
InstanceOf: CnCondition
Usage: #example
Title: "不稳定型心绞痛"
* clinicalStatus = $condition-clinical#active
* code = $icd-10#I20.0 "Unstable angina"
* code.text = "不稳定型心绞痛"
* subject = Reference(patient-wang-xiulan)
* recordedDate = "2026-11-05"

Instance: encounter-community
InstanceOf: CnEncounter
Usage: #example
Title: "社区门诊"
* identifier[outpatientNumber].value = "PY20261105001"
* status = #finished
* class = $v3-ActCode#AMB "ambulatory"
* type = $visit-kind#follow-up "复诊"
* serviceType = $department#02 "全科医疗科"
* subject = Reference(patient-wang-xiulan)
* participant.individual = Reference(practitioner-li-min)
* appointment = Reference(appointment-fulfilled)
* period.start = "2026-11-05T09:02:00+08:00"
* period.end = "2026-11-05T09:20:00+08:00"
* reasonCode = $icd-10#I10 "Essential (primary) hypertension"
* diagnosis.condition = Reference(condition-hypertension)
* serviceProvider = Reference(org-pingyang-community)

Instance: encounter-inpatient
InstanceOf: CnEncounter
Usage: #example
Title: "住院"
* identifier[inpatientNumber].value = "ZY2026110601"
* status = #finished
* class = $v3-ActCode#IMP "inpatient encounter"
* type = $visit-kind#referred "转诊"
* serviceType = $department#03.04 "心血管内科"
* subject = Reference(patient-wang-xiulan)
* basedOn = Reference(referral-up)
* participant.individual = Reference(practitioner-wang-jianguo)
* period.start = "2026-11-06T10:00:00+08:00"
* period.end = "2026-11-13T11:00:00+08:00"
* diagnosis.condition = Reference(condition-angina)
* diagnosis.rank = 1
* hospitalization.dischargeDisposition = $discharge-disposition#home "Home"
* hospitalization.dischargeDisposition.text = "医嘱转社区卫生服务机构"
* serviceProvider = Reference(org-bingzhou-central)

Instance: encounter-online
InstanceOf: CnEncounter
Usage: #example
Title: "线上复诊"
* status = #finished
* class = $v3-ActCode#VR "virtual"
* type = $visit-kind#follow-up "复诊"
* serviceType = $department#03.04 "心血管内科"
* subject = Reference(patient-wang-xiulan)
* participant.individual = Reference(practitioner-wang-jianguo)
* period.start = "2026-11-20T15:00:00+08:00"
* period.end = "2026-11-20T15:12:00+08:00"
* reasonReference = Reference(condition-hypertension)
* serviceProvider = Reference(org-bingzhou-central)

Instance: encounter-emergency
InstanceOf: CnEncounter
Usage: #example
Title: "急诊在诊"
* status = #in-progress
* class = $v3-ActCode#EMER "emergency"
* type = $visit-kind#first "初诊"
* serviceType = $department#20 "急诊医学科"
* subject = Reference(patient-smith)
* participant.individual = Reference(practitioner-wang-jianguo)
* period.start = "2026-11-22T02:10:00+08:00"
* serviceProvider = Reference(org-bingzhou-central)

Instance: encounter-outpatient
InstanceOf: CnEncounter
Usage: #example
Title: "医院门诊"
* status = #finished
* class = $v3-ActCode#AMB "ambulatory"
* type = $visit-kind#first "初诊"
* serviceType = $department#07 "儿科"
* subject = Reference(patient-bao-child)
* participant.individual = Reference(practitioner-wang-jianguo)
* period.start = "2026-10-08T08:30:00+08:00"
* period.end = "2026-10-08T08:50:00+08:00"
* reasonCode = $icd-10#J06.9 "Acute upper respiratory infection, unspecified"
* serviceProvider = Reference(org-qingxu-county)

Instance: encounter-home
InstanceOf: CnEncounter
Usage: #example
Title: "上门随访"
* status = #finished
* class = $v3-ActCode#HH "home health"
* type = $visit-kind#follow-up "复诊"
* subject = Reference(patient-wang-xiulan)
* participant.individual = Reference(practitioner-li-min)
* period.start = "2026-11-16T10:00:00+08:00"
* period.end = "2026-11-16T10:40:00+08:00"
* reasonReference = Reference(condition-hypertension)
* serviceProvider = Reference(org-pingyang-community)

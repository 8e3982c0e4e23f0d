CodeSystem: CollaborationKindCodes
Id: collaboration-kind
Title: "协作类型"
Description: "转诊与远程协作共用一个流程。Referral and remote collaboration share one workflow."
* insert CodeSystemHead
* #referral "转诊"
* #referral ^designation[+].language = #en
* #referral ^designation[=].value = "Referral"
* #remote-consultation "远程会诊"
* #remote-consultation ^designation[+].language = #en
* #remote-consultation ^designation[=].value = "Remote consultation"
* #remote-ecg "远程心电诊断"
* #remote-ecg ^designation[+].language = #en
* #remote-ecg ^designation[=].value = "Remote ECG"
* #remote-imaging "远程影像诊断"
* #remote-imaging ^designation[+].language = #en
* #remote-imaging ^designation[=].value = "Remote imaging"
* #remote-pathology "远程病理诊断"
* #remote-pathology ^designation[+].language = #en
* #remote-pathology ^designation[=].value = "Remote pathology"
* #remote-ward-round "远程查房"
* #remote-ward-round ^designation[+].language = #en
* #remote-ward-round ^designation[=].value = "Remote ward round"
* #remote-outpatient "远程门诊"
* #remote-outpatient ^designation[+].language = #en
* #remote-outpatient ^designation[=].value = "Remote outpatient clinic"

ValueSet: CollaborationKind
Id: collaboration-kind
Title: "协作类型"
Description: "转诊与远程协作共用一个流程。Referral and remote collaboration share one workflow."
* insert ValueSetHead
* include codes from system CollaborationKindCodes

CodeSystem: ReferralDirectionCodes
Id: referral-direction
Title: "转诊方向"
Description: "上转、下转、平级。Direction of a referral."
* insert CodeSystemHead
* #up "上转"
* #up ^designation[+].language = #en
* #up ^designation[=].value = "Up"
* #down "下转"
* #down ^designation[+].language = #en
* #down ^designation[=].value = "Down"
* #across "平级转诊"
* #across ^designation[+].language = #en
* #across ^designation[=].value = "Across"

ValueSet: ReferralDirection
Id: referral-direction
Title: "转诊方向"
Description: "上转、下转、平级。Direction of a referral."
* insert ValueSetHead
* include codes from system ReferralDirectionCodes

CodeSystem: ReferralReasonCodes
Id: referral-reason
Title: "转诊原因"
Description: "急重症上转、恢复期下转，以及缺省原因。Acute and severe cases up, recovery down, and defaults."
* insert CodeSystemHead
* #acute-severe "急重症"
* #acute-severe ^designation[+].language = #en
* #acute-severe ^designation[=].value = "Acute or severe case"
* #beyond-capability "超出诊疗能力"
* #beyond-capability ^designation[+].language = #en
* #beyond-capability ^designation[=].value = "Beyond the capability of the institution"
* #diagnosis-unclear "诊断不明"
* #diagnosis-unclear ^designation[+].language = #en
* #diagnosis-unclear ^designation[=].value = "Diagnosis unclear"
* #special-examination "需专科检查"
* #special-examination ^designation[+].language = #en
* #special-examination ^designation[=].value = "Special examination needed"
* #recovery "恢复期康复"
* #recovery ^designation[+].language = #en
* #recovery ^designation[=].value = "Recovery"
* #stable-chronic "慢性病稳定期"
* #stable-chronic ^designation[+].language = #en
* #stable-chronic ^designation[=].value = "Stable chronic disease"
* #continued-treatment "后续治疗"
* #continued-treatment ^designation[+].language = #en
* #continued-treatment ^designation[=].value = "Continued treatment"
* #patient-wish "患者意愿"
* #patient-wish ^designation[+].language = #en
* #patient-wish ^designation[=].value = "Wish of the patient"
* #other "其他"
* #other ^designation[+].language = #en
* #other ^designation[=].value = "Other"

ValueSet: ReferralReason
Id: referral-reason
Title: "转诊原因"
Description: "急重症上转、恢复期下转，以及缺省原因。Acute and severe cases up, recovery down, and defaults."
* insert ValueSetHead
* include codes from system ReferralReasonCodes

CodeSystem: ReferralStateCodes
Id: referral-state
Title: "转诊状态"
Description: "转诊任务的状态。States of a referral task."
* insert CodeSystemHead
* #draft "草稿"
* #draft ^designation[+].language = #en
* #draft ^designation[=].value = "Draft"
* #requested "已申请"
* #requested ^designation[+].language = #en
* #requested ^designation[=].value = "Requested"
* #received "已接收"
* #received ^designation[+].language = #en
* #received ^designation[=].value = "Received"
* #accepted "已同意"
* #accepted ^designation[+].language = #en
* #accepted ^designation[=].value = "Accepted"
* #rejected "已拒绝"
* #rejected ^designation[+].language = #en
* #rejected ^designation[=].value = "Rejected"
* #info-requested "待补充资料"
* #info-requested ^designation[+].language = #en
* #info-requested ^designation[=].value = "Information requested"
* #scheduled "已安排"
* #scheduled ^designation[+].language = #en
* #scheduled ^designation[=].value = "Scheduled"
* #admitted "已接诊"
* #admitted ^designation[+].language = #en
* #admitted ^designation[=].value = "Admitted"
* #completed "已完成"
* #completed ^designation[+].language = #en
* #completed ^designation[=].value = "Completed"
* #cancelled "已取消"
* #cancelled ^designation[+].language = #en
* #cancelled ^designation[=].value = "Cancelled"

ValueSet: ReferralState
Id: referral-state
Title: "转诊状态"
Description: "转诊任务的状态。States of a referral task."
* insert ValueSetHead
* include codes from system ReferralStateCodes

CodeSystem: ReferralPriorityCodes
Id: referral-priority
Title: "转诊优先待遇"
Description: "优先预约、优先就诊、优先检查、优先住院。The four priorities of referred patients."
* insert CodeSystemHead
* #booking "优先预约"
* #booking ^designation[+].language = #en
* #booking ^designation[=].value = "Priority in booking"
* #visit "优先就诊"
* #visit ^designation[+].language = #en
* #visit ^designation[=].value = "Priority in the visit"
* #examination "优先检查"
* #examination ^designation[+].language = #en
* #examination ^designation[=].value = "Priority in examinations"
* #admission "优先住院"
* #admission ^designation[+].language = #en
* #admission ^designation[=].value = "Priority in admission"

ValueSet: ReferralPriority
Id: referral-priority
Title: "转诊优先待遇"
Description: "优先预约、优先就诊、优先检查、优先住院。The four priorities of referred patients."
* insert ValueSetHead
* include codes from system ReferralPriorityCodes

CodeSystem: ReferralRejectionCodes
Id: referral-rejection
Title: "转诊拒绝或退回原因"
Description: "缺省原因。Reasons to reject a referral or to ask for more (defaults)."
* insert CodeSystemHead
* #no-capacity "床位或号源不足"
* #no-capacity ^designation[+].language = #en
* #no-capacity ^designation[=].value = "No capacity"
* #not-indicated "不符合转诊指征"
* #not-indicated ^designation[+].language = #en
* #not-indicated ^designation[=].value = "Not indicated"
* #wrong-department "科室不符"
* #wrong-department ^designation[+].language = #en
* #wrong-department ^designation[=].value = "Wrong department"
* #incomplete "资料不全"
* #incomplete ^designation[+].language = #en
* #incomplete ^designation[=].value = "Incomplete information"
* #patient-withdrew "患者放弃"
* #patient-withdrew ^designation[+].language = #en
* #patient-withdrew ^designation[=].value = "The patient withdrew"
* #other "其他"
* #other ^designation[+].language = #en
* #other ^designation[=].value = "Other"

ValueSet: ReferralRejection
Id: referral-rejection
Title: "转诊拒绝或退回原因"
Description: "缺省原因。Reasons to reject a referral or to ask for more (defaults)."
* insert ValueSetHead
* include codes from system ReferralRejectionCodes

CodeSystem: LevelByLevelCodes
Id: level-by-level
Title: "逐级情况"
Description: "转诊是否逐级。Whether a referral went level by level."
* insert CodeSystemHead
* #stepwise "逐级"
* #stepwise ^designation[+].language = #en
* #stepwise ^designation[=].value = "Level by level"
* #skipped "越级"
* #skipped ^designation[+].language = #en
* #skipped ^designation[=].value = "Levels skipped"
* #exempt "越级（急诊豁免）"
* #exempt ^designation[+].language = #en
* #exempt ^designation[=].value = "Levels skipped, exempt as urgent"

ValueSet: LevelByLevel
Id: level-by-level
Title: "逐级情况"
Description: "转诊是否逐级。Whether a referral went level by level."
* insert ValueSetHead
* include codes from system LevelByLevelCodes

CodeSystem: ReferralDataCodes
Id: referral-data
Title: "转诊任务的资料"
Description: "转诊任务所带与所得的资料。What goes into the task of a referral, and comes out of it."
* insert CodeSystemHead
* #information "补充资料"
* #information ^designation[+].language = #en
* #information ^designation[=].value = "Information provided"
* #appointment "预约"
* #appointment ^designation[+].language = #en
* #appointment ^designation[=].value = "Appointment"
* #answered "答复时间"
* #answered ^designation[+].language = #en
* #answered ^designation[=].value = "Time of the answer"
* #encounter "就诊"
* #encounter ^designation[+].language = #en
* #encounter ^designation[=].value = "Encounter"
* #plan "后续治疗与康复方案"
* #plan ^designation[+].language = #en
* #plan ^designation[=].value = "Plan of further treatment and rehabilitation"
* #discharge-summary "出院小结"
* #discharge-summary ^designation[+].language = #en
* #discharge-summary ^designation[=].value = "Discharge summary"
* #report "返回的报告"
* #report ^designation[+].language = #en
* #report ^designation[=].value = "Report returned"
* #record-update "健康档案更新"
* #record-update ^designation[+].language = #en
* #record-update ^designation[=].value = "Update of the health record"

CodeSystem: ReferralViewCodes
Id: referral-view
Title: "工作清单视图"
Description: "待我办理、我方申请、我方接收。Which referrals a worklist shows."
* insert CodeSystemHead
* #mine "待我办理"
* #mine ^designation[+].language = #en
* #mine ^designation[=].value = "Mine to act on"
* #sent "我方申请"
* #sent ^designation[+].language = #en
* #sent ^designation[=].value = "Sent"
* #received "我方接收"
* #received ^designation[+].language = #en
* #received ^designation[=].value = "Received"

ValueSet: ReferralView
Id: referral-view
Title: "工作清单视图"
Description: "待我办理、我方申请、我方接收。Which referrals a worklist shows."
* insert ValueSetHead
* include codes from system ReferralViewCodes

CodeSystem: ReferralIndicatorCodes
Id: referral-indicator
Title: "转诊指标"
Description: "转诊统计指标。Indicators of referrals."
* insert CodeSystemHead
* #sent-up "上转（转出）"
* #sent-up ^designation[+].language = #en
* #sent-up ^designation[=].value = "Sent up"
* #sent-down "下转（转出）"
* #sent-down ^designation[+].language = #en
* #sent-down ^designation[=].value = "Sent down"
* #sent-across "平级转诊（转出）"
* #sent-across ^designation[+].language = #en
* #sent-across ^designation[=].value = "Sent across"
* #sent-collaboration "远程协作（申请）"
* #sent-collaboration ^designation[+].language = #en
* #sent-collaboration ^designation[=].value = "Collaborations asked for"
* #received-up "上转（接收）"
* #received-up ^designation[+].language = #en
* #received-up ^designation[=].value = "Received from below"
* #received-down "下转（接收）"
* #received-down ^designation[+].language = #en
* #received-down ^designation[=].value = "Received from above"
* #received-across "平级转诊（接收）"
* #received-across ^designation[+].language = #en
* #received-across ^designation[=].value = "Received from the same level"
* #received-collaboration "远程协作（接收）"
* #received-collaboration ^designation[+].language = #en
* #received-collaboration ^designation[=].value = "Collaborations received"
* #acceptance "同意率"
* #acceptance ^designation[+].language = #en
* #acceptance ^designation[=].value = "Acceptance rate"
* #answer-hours "答复时长中位数（小时）"
* #answer-hours ^designation[+].language = #en
* #answer-hours ^designation[=].value = "Median hours to the answer"
* #turnaround-hours "办结时长中位数（小时）"
* #turnaround-hours ^designation[+].language = #en
* #turnaround-hours ^designation[=].value = "Median hours to completion"

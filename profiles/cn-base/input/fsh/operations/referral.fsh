// 转诊：每一步是一个原子事务，可安全重复，只许轮到的机构办理
// referral: each step is one atomic transaction, safe to repeat, for the institution whose turn it is

RuleSet: ReferralStep(title, name, code, description)
* insert Operation({title}, {name}, {code}, Task, [[{description}]])
* insert Changes
* insert OnInstance

RuleSet: ReferralAnswer
* insert Out(return, 1, 1, Task, [[办理后的任务。The task.]])

Instance: submit-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(SubmitReferral, submit-referral, submit-referral, ServiceRequest, [[提交转诊或远程协作申请，建立任务。Submit a referral or a request for remote collaboration.]])
* insert Changes
* insert OnBoth
* insert In(referral, 0, 1, ServiceRequest, [[申请；在实例上调用时省略。The request, unless called on it.]])
* insert In(summary, 0, 1, Resource, [[病情摘要文档。The clinical summary.]])
* insert In(consent, 0, 1, Consent, [[知情同意。The consent.]])
* insert Out(referral, 1, 1, ServiceRequest, [[申请。The request.]])
* insert Out(task, 1, 1, Task, [[任务。The task.]])

Instance: accept-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(AcceptReferral, accept-referral, accept, 同意转诊。Accept a referral.)
* insert In(coordinator, 0, 1, Reference, [[对接专人。The named coordinator.]])
* insert ReferralAnswer

Instance: reject-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(RejectReferral, reject-referral, reject, 拒绝转诊。Reject a referral.)
* insert In(reason, 1, 1, CodeableConcept, [[原因。Why.]])
* insert ReferralAnswer

Instance: request-information
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(RequestInformation, request-information, request-information, 要求补充资料。Ask for more information.)
* insert In(reason, 1, 1, CodeableConcept, [[所缺资料。What is missing.]])
* insert ReferralAnswer

Instance: provide-information
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(ProvideInformation, provide-information, provide-information, 补充资料。Provide the information.)
* insert In(document, 1, *, Resource, [[补充的资料。The information.]])
* insert ReferralAnswer

Instance: schedule-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(ScheduleReferral, schedule-referral, schedule, 安排就诊或住院。Schedule the visit or admission.)
* insert In(appointment, 0, 1, Reference, [[预约。The appointment.]])
* insert In(bed, 0, 1, Reference, [[床位。The bed.]])
* insert ReferralAnswer

Instance: admit-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(AdmitReferral, admit-referral, admit, 接诊。Admit the patient.)
* insert In(encounter, 1, 1, Reference, [[就诊。The encounter.]])
* insert ReferralAnswer

Instance: complete-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(CompleteReferral, complete-referral, complete, 完成转诊。Complete the referral.)
* insert In(report, 0, *, Reference, [[返回的报告。The reports returned.]])
* insert ReferralAnswer

Instance: cancel-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(CancelReferral, cancel-referral, cancel, 接诊之前取消。Cancel before admission.)
* insert In(reason, 1, 1, CodeableConcept, [[原因。Why.]])
* insert ReferralAnswer

Instance: refer-down
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReferDown, refer-down, refer-down, ServiceRequest, [[治疗阶段结束后下转：附患者信息与后续治疗、康复方案，并更新健康档案。Refer down, with the plan of further treatment and rehabilitation.]])
* insert Changes
* insert OnType
* insert In(encounter, 1, 1, Reference, [[已完成的治疗。The treatment that ended.]])
* insert In(plan, 1, 1, CarePlan, [[后续治疗与康复方案。The plan.]])
* insert In(receiver, 1, 1, Reference, [[基层机构或签约医生。The community institution or signed doctor.]])
* insert In(consent, 0, 1, Consent, [[知情同意。The consent.]])
* insert Out(referral, 1, 1, ServiceRequest, [[申请。The request.]])
* insert Out(task, 1, 1, Task, [[任务。The task.]])

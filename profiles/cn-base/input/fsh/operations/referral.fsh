// 转诊：每一步是一个原子事务，可安全重复，只许轮到的机构办理
// referral: each step is one atomic transaction, safe to repeat, for the institution whose turn it is

RuleSet: ReferralStep(title, name, code, description)
* insert Operation({title}, {name}, {code}, Task, [[{description}]])
* insert Changes
* insert OnInstance
* insert In(state, 0, 1, code, [[调用方所见的状态；已变化则返回 409。The state that the caller saw: in another, the call is refused.]])
* insert Bound(referral-state)

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

Instance: receive-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(ReceiveReferral, receive-referral, receive, 接收机构收到申请。The receiver has taken note of a referral.)
* insert ReferralAnswer

Instance: accept-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(AcceptReferral, accept-referral, accept, 同意转诊。Accept a referral.)
* insert In(coordinator, 0, 1, Reference, [[对接专人：接收机构的人员。The named coordinator, of the staff of the receiver.]])
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
* insert In(document, 0, *, Resource, [[补充的资料，随调用提交；与 reference 至少一项。The information, sent along; this or reference.]])
* insert In(reference, 0, *, Reference, [[已在平台上的资料。Information that is here already.]])
* insert ReferralAnswer

Instance: schedule-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(ScheduleReferral, schedule-referral, schedule, 安排就诊或住院。Schedule the visit or admission.)
* insert In(slot, 0, 1, Reference, [[号源，可为转诊患者预留；与预约、床位三者取一。A source, which may be reserved for referred patients; this, an appointment or a bed.]])
* insert In(appointment, 0, 1, Reference, [[患者已有的预约。A booked appointment of the patient.]])
* insert In(bed, 0, 1, Reference, [[床位：physicalType 为 bd 的 Location。The bed: a Location of physicalType bd.]])
* insert ReferralAnswer

Instance: admit-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(AdmitReferral, admit-referral, admit, 接诊。Admit the patient.)
* insert In(encounter, 0, 1, Reference, [[已建立的就诊；省略则新建。An encounter that is here; without one, it is made.]])
* insert In(class, 0, 1, Coding, [[新建就诊的类别；省略则有床位为住院，否则门诊。Class of the encounter to make; by default inpatient with a bed, else ambulatory.]])
* insert Bound(cn-encounter-class)
* insert In(practitioner, 0, 1, Reference, [[接诊医师；新建就诊时省略则为对接专人。Who admits; for an encounter to make, by default the coordinator.]])
* insert ReferralAnswer

Instance: complete-referral
InstanceOf: OperationDefinition
Usage: #definition
* insert ReferralStep(CompleteReferral, complete-referral, complete, 完成转诊。Complete the referral.)
* insert In(summary, 0, 1, Resource, [[出院小结或诊疗小结文档。The discharge summary: a Composition, DocumentReference or document Bundle.]])
* insert In(report, 0, *, Reference, [[返回的报告：DiagnosticReport、DocumentReference、Composition 或文档 Bundle，申请之后出具，协作须由接收机构出具。The reports returned: issued after the request, those of collaborations by the receiver.]])
* insert In(disposition, 0, 1, CodeableConcept, [[离院方式；结束由 $admit 新建的住院时用。How the patient left: for a stay that $admit made.]])
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
* insert In(plan, 0, 1, CarePlan, [[后续治疗与康复方案。The plan.]])
* insert In(receiver, 1, 1, Reference, [[基层机构或签约医生（PractitionerRole）。The community institution or signed doctor.]])
* insert In(reason, 0, 1, CodeableConcept, [[下转原因；省略为后续治疗。Why; by default continued treatment.]])
* insert In(summary, 0, 1, Resource, [[患者相关信息：出院小结文档。The patient's information: a discharge summary.]])
* insert In(consent, 0, 1, Consent, [[知情同意。The consent.]])
* insert Out(referral, 1, 1, ServiceRequest, [[申请。The request.]])
* insert Out(task, 1, 1, Task, [[任务。The task.]])

Instance: referral-worklist
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReferralWorklist, referral-worklist, worklist, Task, [[机构的转诊工作清单：待办理、已申请、已接收，可只看超时。The referrals of an institution: to act on, sent, received; or the overdue ones alone.]])
* insert Reads
* insert OnType
* insert In(organization, 0, 1, Reference, [[哪个机构；省略为调用机构。Whose; by default the caller's.]])
* insert In(view, 0, 1, code, [[视图；省略为待我办理。Which; by default those to act on.]])
* insert Bound(referral-view)
* insert In(state, 0, *, code, [[状态；省略为所有未办结的。States; by default all that have not ended.]])
* insert Bound(referral-state)
* insert In(kind, 0, 1, code, [[协作类型。Kind.]])
* insert Bound(collaboration-kind)
* insert In(coordinator, 0, 1, Reference, [[对接专人。The named coordinator.]])
* insert In(overdue, 0, 1, boolean, [[只看已过时限的。Only those whose deadline has passed.]])
* insert In(count, 0, 1, positiveInt, [[每页条数。Tasks on a page.]])
* insert Out(return, 1, 1, Bundle, [[一页任务及其申请，时限早的在前。A page of tasks with their requests, the earliest deadline first.]])

Instance: referral-record
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReferralRecord, referral-record, referral-record, ServiceRequest, [[转诊备案：整个转诊链的文档，供结算读取。The record of a referral: its whole chain as a document, which settlement reads.]])
* insert Reads
* insert OnInstance
* insert Out(return, 1, 1, Bundle, [[文档。The document.]])

Instance: referral-report
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReferralReport, referral-report, referral-report, Task, [[按机构、按月统计上转下转、同意率、时长。Counts up and down, acceptance and turnaround, by institution and month.]])
* insert Reads
* insert OnType
* insert In(organization, 0, *, Reference, [[哪些机构；省略为调用机构。Whose; by default the caller's.]])
* insert In(from, 1, 1, date, [[起始月（含）。The first month: a day of it, or YYYY-MM.]])
* insert In(to, 1, 1, date, [[截止月（含）。The last month.]])
* insert Out(return, 1, 1, Bundle, [[每个机构每月一份 MeasureReport。A MeasureReport for each institution and month.]])

Instance: referral-measure
InstanceOf: Measure
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/Measure/referral-measure"
* version = "0.1.0"
* name = "ReferralMeasure"
* title = "转诊指标"
* status = #active
* experimental = false
* publisher = "FhirHub"
* description = "按机构、按月的转诊统计，由 Task/$referral-report 计算。Referrals by institution and month, computed by Task/$referral-report."
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#cohort

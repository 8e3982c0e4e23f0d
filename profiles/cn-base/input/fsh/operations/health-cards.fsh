// 健康卡：一人一卡、多码融合 / health cards: one person, one card, several codes

Instance: issue-health-card
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(IssueHealthCard, issue-health-card, issue-health-card, Patient, [[发放电子健康卡：同一身份证号码总得到同一张卡；核验号码，关联或建立居民。Issue the electronic health card; the same number always gives the same card.]])
* insert Changes
* insert OnType
* insert In(patient, 1, 1, Patient, [[至少含身份证件、姓名。With identity document and name.]])
* insert Out(patient, 1, 1, Patient, [[持卡居民。The holder.]])
* insert Out(card, 1, 1, Identifier, [[健康卡。The card.]])
* insert Out(created, 1, 1, boolean, [[是否新发。Whether the card is new.]])

Instance: bind-card
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(BindCard, bind-card, bind-card, Patient, [[绑定卡（码）；已绑定他人的卡被拒绝。Bind a card or code; one that is bound to someone else is refused.]])
* insert Changes
* insert OnInstance
* insert In(card, 1, 1, Identifier, [[要绑定的卡。The card.]])
* insert In(kind, 0, 1, code, [[卡种类。Kind of the card.]])
* insert Bound(card-kind)
* insert Out(patient, 1, 1, Patient, [[居民。The resident.]])

Instance: unbind-card
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(UnbindCard, unbind-card, unbind-card, Patient, [[解绑卡（码）。Unbind a card or code.]])
* insert Changes
* insert OnInstance
* insert In(card, 1, 1, Identifier, [[要解绑的卡。The card.]])
* insert In(reason, 0, 1, string, [[原因。Why.]])
* insert Out(patient, 1, 1, Patient, [[居民。The resident.]])

Instance: health-card-code
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(HealthCardCode, health-card-code, health-card-code, Patient, [[生成健康卡码：静态或动态；动态码限时，可限一次使用。A static or dynamic code; dynamic ones expire.]])
* insert Changes
* insert OnInstance
* insert In(dynamic, 0, 1, boolean, [[是否动态码，缺省为真。Dynamic unless false.]])
* insert In(format, 0, 1, code, [[token、png 或 svg，缺省为 token。How to give the code; token where nothing is said.]])
* insert Bound(card-code-format)
* insert Out(token, 1, 1, string, [[码的内容，已签名。The signed content.]])
* insert Out(image, 0, 1, Binary, [[二维码图像。The QR code.]])
* insert Out(expires, 0, 1, instant, [[动态码的到期时间。When a dynamic code expires.]])

Instance: resolve-health-card
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ResolveHealthCard, resolve-health-card, resolve-health-card, Patient, [[识读健康卡码或任一已绑定的卡：得到居民、卡状态和可做的事；每次识读都留痕。Resolve a code or a bound card; each call is audited.]])
* insert Changes
* insert OnType
* insert In(code, 0, 1, string, [[健康卡码。A code.]])
* insert In(card, 0, 1, Identifier, [[或一张卡。Or a card.]])
* insert In(purpose, 0, 1, code, [[就诊环节；卡不能用于该环节则被拒绝。The step of the visit; refused where the card does not serve for it.]])
* insert Bound(card-step)
* insert Out(patient, 1, 1, Patient, [[居民。The resident.]])
* insert Out(state, 1, 1, code, [[卡状态。State of the card.]])
* insert Bound(card-state)
* insert Out(allowed, 0, *, code, [[该卡可用于的就诊环节。The steps of a visit that it serves for.]])
* insert Bound(card-step)

Instance: suspend-health-card
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(SuspendHealthCard, suspend-health-card, suspend-health-card, Patient, [[挂失或停用健康卡。Suspend a card.]])
* insert Changes
* insert OnInstance
* insert In(reason, 1, 1, string, [[原因。Why.]])
* insert Out(patient, 1, 1, Patient, [[居民。The resident.]])

Instance: reissue-health-card
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReissueHealthCard, reissue-health-card, reissue-health-card, Patient, [[换发健康卡；旧卡状态改为已换发。Issue a new card in place of the old one.]])
* insert Changes
* insert OnInstance
* insert In(reason, 1, 1, string, [[原因。Why.]])
* insert In(card, 0, 1, Identifier, [[要换的卡；已换过则返回现有的卡。The card that is replaced; where it was already, the answer is the one that took its place.]])
* insert Out(patient, 1, 1, Patient, [[居民。The resident.]])
* insert Out(card, 1, 1, Identifier, [[新卡。The new card.]])

// 参数即 R4 的 $match / the parameters of R4's $match
Instance: patient-match
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(PatientMatch, patient-match, match, Patient, [[查找可能是同一人的居民记录：强标识确定，其余按权重计分。Find the records that may be of a person.]])
* base = "http://hl7.org/fhir/OperationDefinition/Patient-match"
* insert Reads
* insert OnType
* insert In(resource, 1, 1, Resource, [[要查找的居民。The person, as a Patient.]])
* insert In(onlyCertainMatches, 0, 1, boolean, [[只要确定的一个；有多个时不返回。Only the one certain match; none where there are several.]])
* insert In(count, 0, 1, integer, [[至多返回的记录数，缺省 20。At most so many records; 20 where nothing is said.]])
* insert Out(return, 1, 1, Bundle, [[候选记录，按可能性排序，带分数和 match-grade。The records, the likeliest first, each with score and match-grade.]])

// R4 没有定义 $merge，参数取自其后的版本 / R4 defines no $merge; the parameters are those of later versions
Instance: patient-merge
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(PatientMerge, patient-merge, merge, Patient, [[合并重复的居民：来源并入目标，来源以 replaced-by 指向目标；可先预览。Merge two records of one person.]])
* insert Changes
* insert OnType
* insert In(source-patient, 0, 1, Reference, [[被并入的居民。The patient that goes into the other.]])
* insert In(source-patient-identifier, 0, *, Identifier, [[或其标识。Or its identifiers.]])
* insert In(target-patient, 0, 1, Reference, [[保留的居民。The patient that remains.]])
* insert In(target-patient-identifier, 0, *, Identifier, [[或其标识。Or its identifiers.]])
* insert In(result-patient, 0, 1, Patient, [[合并后的内容。What remains after the merge.]])
* insert In(preview, 0, 1, boolean, [[只预览，不改变。Change nothing, only say what would be.]])
* insert Out(input, 0, 1, Parameters, [[所给的参数。The parameters that were given.]])
* insert Out(outcome, 1, 1, OperationOutcome, [[结果说明。What was done.]])
* insert Out(result, 0, 1, Patient, [[合并后的居民。The patient after the merge.]])
* insert Out(task, 0, 1, Task, [[转移引用的任务。The task that moves references.]])

// 合并的撤销 / a merge undone
Instance: patient-unmerge
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(PatientUnmerge, patient-unmerge, unmerge, Patient, [[撤销合并：两份记录复原，引用移回；合并后又被修改的引用保留并告知。Undo a merge; references that were changed since stay, which is told.]])
* insert Changes
* insert OnType
* insert In(source-patient, 0, 1, Reference, [[曾被并入的居民。The patient that went into the other.]])
* insert In(source-patient-identifier, 0, *, Identifier, [[或其标识。Or its identifiers.]])
* insert In(reason, 0, 1, string, [[原因。Why.]])
* insert Out(outcome, 1, 1, OperationOutcome, [[结果说明。What was done, and what was not.]])
* insert Out(result, 1, 1, Patient, [[复原的居民。The patient that is one again.]])
* insert Out(target, 0, 1, Patient, [[曾并入的居民；已删除者不返回。The patient that it had gone into, unless it was deleted since.]])
* insert Out(task, 1, 1, Task, [[合并的任务。The task of the merge.]])

// 转诊任务的检索参数 / what the tasks of referrals are found by

Instance: task-referral-receiver
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(TaskReferralReceiver, task-referral-receiver, receiver, reference, [[接收机构。The receiver of a referral.]])
* insert Search(Task, [[Task.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-receiver').value]])
* target[+] = #Organization

Instance: task-referral-coordinator
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(TaskReferralCoordinator, task-referral-coordinator, coordinator, reference, [[对接专人。The named coordinator.]])
* insert Search(Task, [[Task.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-coordinator').value]])
* target[+] = #Practitioner
* target[+] = #PractitionerRole

Instance: task-due
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(TaskDue, task-due, due, date, [[当前步骤的时限。The deadline of the step that is next.]])
* insert Search(Task, [[Task.restriction.period.end]])

Instance: task-referral-escalated
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(TaskReferralEscalated, task-referral-escalated, escalated, date, [[已催办的时限。The deadline whose passing was told.]])
* insert Search(Task, [[Task.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-escalated').value]])

Instance: task-location
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(TaskLocation, task-location, location, reference, [[床位等地点。The bed, or another place.]])
* insert Search(Task, [[Task.location]])
* target[+] = #Location

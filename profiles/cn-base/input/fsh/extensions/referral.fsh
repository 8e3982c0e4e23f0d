// 转诊任务与转诊申请的扩展 / extensions of referrals and their tasks

Extension: ReferralReceiver
Id: referral-receiver
Title: "接收机构"
Description: "转诊或协作的接收机构；办理方（owner）随轮次变化，接收机构不变。The institution that a referral goes to; the owner changes with the turns, the receiver does not."
* insert On(Task)
* value[x] 1..1
* value[x] only Reference(Organization)

Extension: ReferralCoordinator
Id: referral-coordinator
Title: "对接专人"
Description: "接收机构指定的对接专人（绿色通道）。The person whom the receiver named for the green channel."
* insert On(Task)
* value[x] 1..1
* value[x] only Reference(Practitioner or PractitionerRole)

Extension: ReferralEscalated
Id: referral-escalated
Title: "已催办的时限"
Description: "已就哪个时限催办过；每个时限只催办一次。The deadline whose passing was told: each is told once."
* insert On(Task)
* value[x] 1..1
* value[x] only instant

Extension: ReferralPack
Id: referral-pack
Title: "所依的包"
Description: "提交时所依的包（简称）：其后各步及下转都依此包。The pack, by its short name, under which it was submitted: it governs every later step, and what follows from it."
* insert On(Task)
* value[x] 1..1
* value[x] only code

Extension: LevelByLevelExtension
Id: level-by-level
Title: "逐级情况"
Description: "是否逐级转诊，供备案与结算读取。Whether the referral went level by level: read by settlement."
* insert On(ServiceRequest)
* value[x] 1..1
* value[x] only Coding
* value[x] from LevelByLevel (required)

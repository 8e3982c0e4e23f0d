// 通知 / notifications

Instance: notifications
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/OperationDefinition/notifications"
* version = "0.1.0"
* name = "Notifications"
* status = #active
* experimental = false
* publisher = "FhirHub"
* kind = #operation
* code = #notifications
* description = "读取发给调用机构的通知，按其可见的先后，从游标之后开始；用每次答复的游标继续，不重不漏。What was raised for the institution that calls, in the order in which it became known, since a cursor: asked again with the cursor of each answer, nothing is lost and nothing doubled."
* system = true
* type = false
* instance = false
* insert Reads
* insert In(since, 0, 1, string, [[上次答复的游标，缺省从头开始。The cursor of the last answer; from the beginning by default.]])
* insert In(topic, 0, *, code, [[主题，缺省为全部。Topics; all by default.]])
* insert Bound(notification-topic)
* insert In(_count, 0, 1, unsignedInt, [[最多几条；0 只给出当前的游标。At most so many; 0 gives nothing but the cursor of now.]])
* insert OutGroup(notification, 0, *, [[通知，先可见的在前。The notifications, in their order.]])
* insert OutPart(id, 1, 1, id, [[通知的标识。Its id.]])
* insert OutPart(time, 1, 1, instant, [[何时发生。When it happened.]])
* insert OutPart(topic, 1, 1, code, [[主题。Its topic.]])
* insert OutPart(event, 1, 1, code, [[事件。What happened.]])
* insert OutPart(recipient, 1, 1, string, [[发给谁：引用，或系统名称。Whom it is for: a reference, or the name of a system.]])
* insert OutPart(focus, 1, 1, Reference, [[变化的资源。The resource that changed.]])
* insert OutPart(subject, 0, 1, Reference, [[所涉居民。Whom it concerns.]])
* insert OutPart(pack, 1, 1, code, [[适用的政策包。The pack that it happened under.]])
* insert Out(cursor, 1, 1, string, [[下次由此继续。Where to go on.]])
* insert Out(more, 1, 1, boolean, [[是否还有。Whether there are more already.]])

// 预约：号源池 / booking on pooled sources

Instance: publish-schedule
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(PublishSchedule, publish-schedule, publish, Schedule, [[按周模板发布号源：时长与预留由政策包决定；重复发布不产生重复号源。Make the sources of a schedule from a weekly template; publishing again adds only what is missing.]])
* insert Changes
* insert OnInstance
* insert InGroup(session, 1, *, [[每周的出诊单元。A session of the week.]])
* insert InPart(day, 1, 1, code, [[星期：mon 至 sun。Day of the week.]])
* insert InPart(start, 1, 1, time, [[开始，北京时间。Its beginning, in China.]])
* insert InPart(end, 1, 1, time, [[结束。Its end.]])
* insert InPart(minutes, 0, 1, positiveInt, [[每个号源的分钟数，缺省由政策包决定。Minutes of a source; by default the policy's.]])
* insert InPart(capacity, 0, 1, positiveInt, [[同一时段的号源数，缺省 1。Sources of the same time.]])
* insert In(start, 0, 1, date, [[从哪天起，缺省为计划的起始。First day; by default the schedule's.]])
* insert In(end, 0, 1, date, [[到哪天止。Last day.]])
* insert In(except, 0, *, date, [[停诊日。Days without sources.]])
* insert Out(created, 1, 1, unsignedInt, [[新发布的号源数。How many sources are new.]])
* insert Out(existing, 1, 1, unsignedInt, [[已有的号源数。How many were there.]])
* insert Out(reserved, 1, 1, unsignedInt, [[新发布中预留的数量。How many of the new ones are reserved.]])

Instance: find-appointments
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(FindAppointments, find-appointments, find, Appointment, [[在号源池中查找可约号源，按时间先后。Find free sources in the pool, the earliest first.]])
* insert Reads
* insert OnType
* insert In(department, 0, *, Coding, [[科室。Departments.]])
* insert In(organization, 0, *, Reference, [[机构。Institutions.]])
* insert In(practitioner, 0, *, Reference, [[医师。Doctors.]])
* insert In(level, 0, *, code, [[机构等级。Levels of institutions.]])
* insert Bound(institution-level)
* insert In(division, 0, 1, Coding, [[区划：省、市或县。Province, prefecture or county.]])
* insert In(near, 0, 1, string, [[距离：纬度|经度|公里数。Distance: latitude, longitude and kilometres.]])
* insert In(start, 0, 1, dateTime, [[不早于。Not before.]])
* insert In(end, 0, 1, dateTime, [[早于。Before.]])
* insert In(reserved-for, 0, 1, code, [[可用的预留号源。Reserved sources that may be used.]])
* insert Bound(source-reservation)
* insert In(count, 0, 1, positiveInt, [[最多条数，缺省 50，至多 500。At most so many.]])
* insert Out(return, 1, 1, Bundle, [[号源。Slots.]])

Instance: hold-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(HoldAppointment, hold-appointment, hold, Appointment, [[占号：限时，不会被他人同时占用。Hold a source for a while; never held twice.]])
* insert Changes
* insert OnType
* insert In(slot, 1, 1, Reference, [[号源。The slot.]])
* insert In(patient, 1, 1, Reference, [[居民。The patient.]])
* insert In(based-on, 0, 1, Reference, [[转诊申请。The referral.]])
* insert Out(return, 1, 1, Appointment, [[占号。The hold.]])

Instance: book-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(BookAppointment, book-appointment, book, Appointment, [[预约：确认占号，或直接约号。Book a held source, or a free one directly.]])
* insert Changes
* insert OnType
* insert In(appointment, 0, 1, Reference, [[占号。The hold.]])
* insert In(slot, 0, 1, Reference, [[或号源。Or a slot.]])
* insert In(patient, 0, 1, Reference, [[直接约号的居民。The patient, for a slot.]])
* insert In(based-on, 0, 1, Reference, [[直接约号所依据的转诊申请。The referral, for a slot.]])
* insert Out(return, 1, 1, Appointment, [[预约。The appointment.]])

Instance: wait-for-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(WaitForAppointment, wait-for-appointment, wait, Appointment, [[候补：号源退回时按登记先后提供。Wait for a source: one that comes back is offered to who came first.]])
* insert Changes
* insert OnType
* insert In(patient, 1, 1, Reference, [[居民。The patient.]])
* insert In(department, 1, 1, Coding, [[科室。The department.]])
* insert In(organization, 0, *, Reference, [[机构。Institutions.]])
* insert In(practitioner, 0, *, Reference, [[医师。Doctors.]])
* insert In(start, 1, 1, dateTime, [[不早于。Not before.]])
* insert In(end, 1, 1, dateTime, [[早于。Before.]])
* insert Out(return, 1, 1, Appointment, [[候补。The entry of the waiting list.]])

Instance: cancel-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(CancelAppointment, cancel-appointment, cancel, Appointment, [[取消预约，号源回池或提供给候补者。Cancel; the source is free again, or offered to who waits for it.]])
* insert Changes
* insert OnInstance
* insert In(reason, 1, 1, CodeableConcept, [[原因。Why.]])
* insert Out(return, 1, 1, Appointment, [[已取消的预约。The cancelled appointment.]])

Instance: reschedule-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(RescheduleAppointment, reschedule-appointment, reschedule, Appointment, [[改约到另一号源。Move to another source.]])
* insert Changes
* insert OnInstance
* insert In(slot, 1, 1, Reference, [[新号源。The new slot.]])
* insert Out(return, 1, 1, Appointment, [[改后的预约。The appointment.]])

Instance: check-in-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(CheckInAppointment, check-in-appointment, check-in, Appointment, [[报到，得到候诊序号。Check in and get a place in the queue.]])
* insert Changes
* insert OnInstance
* insert In(card, 0, 1, Identifier, [[报到所用的卡。The card used.]])
* insert Out(appointment, 1, 1, Appointment, [[预约。The appointment.]])
* insert Out(queue-number, 1, 1, positiveInt, [[候诊序号。Place in the queue.]])

Instance: queue-position
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(QueuePosition, queue-position, queue-position, Appointment, [[查询前面还有几人。How many are ahead.]])
* insert Reads
* insert OnInstance
* insert Out(ahead, 1, 1, unsignedInt, [[前面人数。How many are ahead.]])
* insert Out(queue-number, 1, 1, positiveInt, [[候诊序号。Place in the queue.]])

// 预约：号源池 / booking on pooled sources

Instance: find-appointments
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(FindAppointments, find-appointments, find, Appointment, [[在号源池中查找可约号源。Find free sources in the pool.]])
* insert Reads
* insert OnType
* insert In(department, 0, *, Coding, [[科室。Departments.]])
* insert In(organization, 0, *, Reference, [[机构。Institutions.]])
* insert In(practitioner, 0, *, Reference, [[医师。Doctors.]])
* insert In(division, 0, 1, Coding, [[区划。Division.]])
* insert In(start, 0, 1, dateTime, [[不早于。Not before.]])
* insert In(end, 0, 1, dateTime, [[不晚于。Not after.]])
* insert In(reserved-for, 0, 1, code, [[可用的预留号源。Reserved sources that may be used.]])
* insert Bound(source-reservation)
* insert In(count, 0, 1, positiveInt, [[最多条数。At most so many.]])
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
* insert Out(return, 1, 1, Appointment, [[预约。The appointment.]])

Instance: cancel-appointment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(CancelAppointment, cancel-appointment, cancel, Appointment, [[取消预约，号源回池。Cancel; the source is free again.]])
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
* insert Out(return, 1, 1, Appointment, [[预约。The appointment.]])
* insert Out(queue-number, 1, 1, positiveInt, [[候诊序号。Place in the queue.]])

Instance: queue-position
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(QueuePosition, queue-position, queue-position, Appointment, [[查询前面还有几人。How many are ahead.]])
* insert Reads
* insert OnInstance
* insert Out(ahead, 1, 1, unsignedInt, [[前面人数。How many are ahead.]])
* insert Out(queue-number, 0, 1, positiveInt, [[候诊序号。Place in the queue.]])

// 号源与预约 / sources and appointments

Profile: CnSchedule
Parent: Schedule
Id: cn-schedule
Title: "出诊计划"
Description: "医师或科室一段时间的出诊计划。When a doctor or department sees patients."
* extension contains ReservedFor named reservedFor 0..*
* serviceType 1..*
* serviceType from Department (extensible)
* planningHorizon 1..1
* planningHorizon.start 1..1
* planningHorizon.end 1..1

Profile: CnSlot
Parent: Slot
Id: cn-slot
Title: "号源"
Description: "各医院的号源同在一个号源池；可为基层、家庭医生、转诊患者预留。One pool of sources; some are reserved."
* obeys cn-slot-1
* extension contains ReservedFor named reservedFor 0..1 and SlotSource named source 0..1
* schedule only Reference(CnSchedule)
* serviceType from Department (extensible)

Invariant: cn-slot-1
Description: "号源结束时间须晚于开始时间"
* severity = #error
* expression = "start.empty() or end.empty() or start < end"
* insert English([[A slot ends after it starts.]])

Profile: CnAppointment
Parent: Appointment
Id: cn-appointment
Title: "预约"
Description: "在号源池中占号、预约、报到。An appointment on a source of the pool."
* obeys cn-appointment-1 and cn-appointment-2 and cn-appointment-3 and cn-appointment-4 and cn-appointment-5
* extension contains HoldExpires named holdExpires 0..1 and QueueNumber named queueNumber 0..1 and WaitingSince named waitingSince 0..1 and WaitingFor named waitingFor 0..*
* serviceType 1..*
* serviceType from Department (extensible)
* slot only Reference(CnSlot)
* slot 0..1
* created 1..1
* basedOn only Reference(CnServiceRequest)
* comment ^maxLength = 200
* participant ^slicing.discriminator.type = #type
* participant ^slicing.discriminator.path = "actor.resolve()"
* participant ^slicing.rules = #open
* participant ^slicing.description = "按参与者类型切分。By the type of the actor."
* participant.actor 1..1
* participant contains patient 1..1 and practitioner 0..1
* participant[patient].actor only Reference(CnPatient)
* participant[practitioner].actor only Reference(CnPractitioner)

Invariant: cn-appointment-1
Description: "占号或已预约的，须指明号源"
* severity = #error
* expression = "status in ('pending' | 'booked') implies slot.exists()"
* insert English([[An appointment that is held or booked names its slot.]])

Invariant: cn-appointment-2
Description: "结束时间须晚于开始时间"
* severity = #error
* expression = "start.empty() or end.empty() or start < end"
* insert English([[An appointment ends after it starts.]])

Invariant: cn-appointment-3
Description: "占号须有到期时间"
* severity = #error
* expression = "status = 'pending' implies extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/hold-expires').exists()"
* insert English([[A hold says when it expires.]])

Invariant: cn-appointment-4
Description: "候诊序号在报到之后才有"
* severity = #error
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/queue-number').exists() implies status in ('arrived' | 'checked-in' | 'fulfilled')"
* insert English([[A place in the queue is given at check-in.]])

Invariant: cn-appointment-5
Description: "候补须有登记时间和意向时段，其他预约须有起止时间"
* severity = #error
* expression = "(status = 'waitlist' and requestedPeriod.exists() and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/waiting-since').exists()) or (status != 'waitlist' and ((start.exists() and end.exists()) or status in ('proposed' | 'cancelled')))"
* insert English([[Who waits says since when and for which time; any other appointment has a start and an end.]])

// YC 支撑五、八：实名制预约与就诊

Profile: YcAppointment
Parent: CnAppointment
Id: yc-appointment
Title: "预约（宜昌）"
Description: "宜昌 支撑五、八：实名制挂号。Booking under the real name."
* participant[patient].actor only Reference(YcPatient)

Profile: YcEncounter
Parent: CnEncounter
Id: yc-encounter
Title: "就诊（宜昌）"
Description: "宜昌 支撑五：实名制就医。Visits under the real name."
* subject only Reference(YcPatient)

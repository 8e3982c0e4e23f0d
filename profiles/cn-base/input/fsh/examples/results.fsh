// 检查检验示例 / results

Instance: specimen-blood
InstanceOf: CnSpecimen
Usage: #example
Title: "静脉血"
* status = #available
* type.text = "静脉血"
* subject = Reference(patient-wang-xiulan)
* collection.collectedDateTime = "2026-11-06T10:30:00+08:00"

Instance: observation-troponin
InstanceOf: CnObservation
Usage: #example
Title: "肌钙蛋白 I"
* status = #final
* category = $observation-category#laboratory
* code = $loinc#10839-9 "Troponin I.cardiac [Mass/volume] in Serum or Plasma"
* code.text = "肌钙蛋白 I"
* subject = Reference(patient-wang-xiulan)
* effectiveDateTime = "2026-11-06T10:30:00+08:00"
* issued = "2026-11-06T11:20:00+08:00"
* performer = Reference(org-bingzhou-central)
* valueQuantity = 0.02 'ug/L' "μg/L"
* specimen = Reference(specimen-blood)
* method.text = "化学发光法"

Instance: observation-blood-pressure
InstanceOf: CnObservation
Usage: #example
Title: "健康小屋自测血压"
* status = #final
* category = $observation-category#vital-signs
* code = $loinc#85354-9 "Blood pressure panel with all children optional"
* subject = Reference(patient-wang-xiulan)
* effectiveDateTime = "2026-11-18T07:40:00+08:00"
* component[0].code = $loinc#8480-6 "Systolic blood pressure"
* component[0].valueQuantity = 138 'mm[Hg]' "mmHg"
* component[1].code = $loinc#8462-4 "Diastolic blood pressure"
* component[1].valueQuantity = 84 'mm[Hg]' "mmHg"

Instance: report-troponin
InstanceOf: CnDiagnosticReport
Usage: #example
Title: "带互认标识的检验报告"
* extension[recognitionMark].extension[mark].valueString = "山西HR"
* extension[recognitionMark].extension[scope].valueCoding = $recognition-scope#province "全省"
* extension[recognitionMark].extension[division].valueCoding = $division#140000 "山西省"
* status = #final
* category = $v2-0074#LAB
* code = $loinc#10839-9 "Troponin I.cardiac [Mass/volume] in Serum or Plasma"
* code.text = "肌钙蛋白 I"
* subject = Reference(patient-wang-xiulan)
* encounter = Reference(encounter-inpatient)
* effectiveDateTime = "2026-11-06T10:30:00+08:00"
* issued = "2026-11-06T11:25:00+08:00"
* performer = Reference(org-bingzhou-central)
* specimen = Reference(specimen-blood)
* result = Reference(observation-troponin)

Instance: imaging-study-ct
InstanceOf: CnImagingStudy
Usage: #example
Title: "冠状动脉 CT，云胶片"
* identifier.system = "urn:dicom:uid"
* identifier.value = "urn:oid:1.2.156.112605.189250941.20261107.1"
* status = #available
* modality = $dcm#CT "Computed Tomography"
* subject = Reference(patient-wang-xiulan)
* started = "2026-11-07T09:00:00+08:00"
* numberOfSeries = 1
* numberOfInstances = 320
* endpoint.display = "影像云平台"
* endpoint.identifier.system = "https://fhirhub.example/fhir/sid/imaging-cloud"
* endpoint.identifier.value = "cloud-film-1"

Instance: report-ct
InstanceOf: CnDiagnosticReport
Usage: #example
Title: "影像报告"
* status = #final
* category = $v2-0074#CT
* code = $loinc#36245-4 "CT Heart W contrast IV"
* subject = Reference(patient-wang-xiulan)
* effectiveDateTime = "2026-11-07T09:00:00+08:00"
* issued = "2026-11-07T10:30:00+08:00"
* performer = Reference(org-bingzhou-central)
* imagingStudy = Reference(imaging-study-ct)
* conclusion = "前降支中段狭窄约 80%。"

// 检查检验与互认 / results and their recognition

Profile: CnDiagnosticReport
Parent: DiagnosticReport
Id: cn-diagnostic-report
Title: "检查检验报告"
Description: "可互认的报告须有项目、时间、机构；通过质量评价的带 HR 标识。A report that can be recognised elsewhere."
* obeys cn-report-1
* extension contains RecognitionMark named recognitionMark 0..*
* category 1..*
* code.coding 1..*
* subject 1..1
* subject only Reference(CnPatient)
* effective[x] 1..1
* issued 1..1
* performer 1..*
* result only Reference(CnObservation)
* imagingStudy only Reference(CnImagingStudy)
* specimen only Reference(CnSpecimen)

Invariant: cn-report-1
Description: "只有正式报告可带互认标识"
* severity = #error
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-mark').exists() implies status in ('final' | 'amended' | 'corrected' | 'appended')"
* insert English([[Only a final report carries the mark of recognition.]])

Profile: CnObservation
Parent: Observation
Id: cn-observation
Title: "检验结果与体征"
Description: "有单位、方法的结果；互认按项目、方法、单位比较。A result with unit and method."
* obeys cn-observation-1
* extension contains RecognitionMark named recognitionMark 0..*
* category 1..*
* code.coding 1..*
* subject 1..1
* subject only Reference(CnPatient)
* effective[x] 1..1
* specimen only Reference(CnSpecimen)

Invariant: cn-observation-1
Description: "数值结果须用 UCUM 单位"
* severity = #error
* expression = "value.ofType(Quantity).exists() implies value.ofType(Quantity).all(system = 'http://unitsofmeasure.org' and code.exists())"
* insert English([[A quantity has a unit of UCUM.]])

Profile: CnSpecimen
Parent: Specimen
Id: cn-specimen
Title: "标本"
Description: "检验所用的标本。A specimen."
* type 1..1
* subject 1..1
* subject only Reference(CnPatient)
* collection 1..1
* collection.collected[x] 1..1

Profile: CnImagingStudy
Parent: ImagingStudy
Id: cn-imaging-study
Title: "影像检查"
Description: "影像以引用方式共享（云胶片）。Images shared by reference."
* obeys cn-imaging-study-1
* identifier 1..*
* subject only Reference(CnPatient)
* started 1..1
* modality 1..*

Invariant: cn-imaging-study-1
Description: "须有影像的访问地址（检查级或序列级）"
* severity = #error
* expression = "endpoint.exists() or series.endpoint.exists()"
* insert English([[The study or one of its series says where its images are.]])

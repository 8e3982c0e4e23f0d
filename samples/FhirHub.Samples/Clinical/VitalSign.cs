namespace FhirHub.Samples.Clinical;

/// <summary>A vital sign, https://hl7.org/fhir/R4/observation-vitalsigns.html.</summary>
internal sealed record VitalSign(string Loinc, string Display, string Text, string UnitText, string Unit, int Decimals)
{
    public static readonly VitalSign Systolic = new("8480-6", "Systolic blood pressure", "收缩压", "mmHg", "mm[Hg]", 0);
    public static readonly VitalSign Diastolic = new("8462-4", "Diastolic blood pressure", "舒张压", "mmHg", "mm[Hg]", 0);
    public static readonly VitalSign HeartRate = new("8867-4", "Heart rate", "心率", "次/分", "/min", 0);
    public static readonly VitalSign Respiration = new("9279-1", "Respiratory rate", "呼吸频率", "次/分", "/min", 0);
    public static readonly VitalSign Temperature = new("8310-5", "Body temperature", "体温", "℃", "Cel", 1);
    public static readonly VitalSign Saturation = new("2708-6", "Oxygen saturation in Arterial blood", "血氧饱和度", "%", "%", 0);
    public static readonly VitalSign Height = new("8302-2", "Body height", "身高", "cm", "cm", 1);
    public static readonly VitalSign Weight = new("29463-7", "Body weight", "体重", "kg", "kg", 1);
    public static readonly VitalSign BodyMassIndex = new("39156-5", "Body mass index (BMI) [Ratio]", "体重指数", "kg/m2", "kg/m2", 1);
}

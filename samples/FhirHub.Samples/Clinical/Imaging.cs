namespace FhirHub.Samples.Clinical;

/// <summary>An examination that ends in a text.</summary>
/// <param name="Section">Of the diagnostic service, table HL7 v2 0074.</param>
/// <param name="Price">In hundredths of a yuan.</param>
/// <param name="Conclusions">Normal first, then what is found.</param>
internal sealed record Imaging(string Loinc, string Display, string Text, string Section, int Price, IReadOnlyList<string> Conclusions)
{
    public static readonly Imaging Chest = new("24627-2", "CT Chest", "胸部CT平扫", "CT", 23000, ["双肺未见明显实质性病变。", "右肺下叶斑片状高密度影，考虑炎症。", "双肺上叶小结节，建议随访。", "双肺气肿改变。"]);
    public static readonly Imaging Head = new("24725-4", "CT Head", "颅脑CT平扫", "CT", 21000, ["颅脑CT平扫未见明显异常。", "双侧基底节区腔隙性脑梗死。", "脑白质疏松，老年性脑改变。"]);
    public static readonly Imaging Abdomen = new("24558-9", "US Abdomen", "腹部超声", "RUS", 12000, ["肝胆胰脾未见明显异常。", "脂肪肝。", "胆囊结石。", "肝囊肿。"]);
    public static readonly Imaging Electrocardiogram = new("11524-6", "EKG study", "十二导联心电图", "EC", 2500, ["窦性心律，正常心电图。", "窦性心动过速。", "ST-T改变。", "左心室高电压。", "心房颤动。"]);
    public static readonly Imaging Bone = new("37637-6", "XR Extremity Views", "四肢X线摄影", "RAD", 8000, ["未见明显骨折征象。", "桡骨远端骨折，对位尚可。", "退行性改变。"]);
}
